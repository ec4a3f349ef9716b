<?php
/** The value of each field, as whoever is asking may read it; and how a changed one is kept. */

defined('ABSPATH') || exit;

function coalition_value(string $type, int $id, string $name): mixed
{
    $form = COALITION_FIELDS[$type][$name][0];
    return match ($type) {
        'user' => coalition_of_account($id, $name),
        'person' => coalition_of_person($id, $name, $form),
        'organisation' => $name === 'contact' ? coalition_person_met($id, 'contact') : coalition_meta($id, $name, $form),
        'statement' => coalition_of_statement($id, $name, $form),
        default => $name === 'markdown' ? coalition_text($id) : coalition_meta($id, $name, $form),
    };
}

/** A value as it is kept, in its form. */
function coalition_meta(int $id, string $name, string $form): mixed
{
    $value = get_post_meta($id, $name, true);
    return match ($form) {
        'texts', 'ids', 'rows' => is_array($value) ? $value : [],
        'flag' => (bool) $value,
        'id', 'number' => $value === '' ? ($form === 'id' ? null : 0) : (int) $value,
        'levels' => is_array($value) ? (object) $value : null,
        default => $value === '' ? null : (string) $value,
    };
}

/** What was written, before WordPress makes HTML of it. Posts are written in Markdown. */
function coalition_text(int $id): ?string
{
    $post = get_post($id);
    return $post && !post_password_required($post) ? $post->post_content : null;
}

function coalition_of_person(int $id, string $name, string $form): mixed
{
    $viewer = Coalition_Viewer::now();
    if (in_array('private', COALITION_FIELDS['person'][$name], true) && !$viewer->reads($id, $name)) {
        return null;
    }
    switch ($name) {
        case 'sharing':
            return $viewer->convenor || $viewer->person === $id ? coalition_meta($id, $name, $form) : null;
        case 'deputy':
            return coalition_person_met($id, 'deputy');
        case 'organisation':
        case 'organisation_name':
            $organisation = (int) get_post_meta($id, 'organisation', true);
            if (!$viewer->knows($organisation)) {
                return null;
            }
            return $name === 'organisation' ? $organisation : coalition_organisations()[$organisation]['name'];
        case 'leads':
            return array_values(array_filter(coalition_meta($id, $name, $form), [$viewer, 'knows']));
        case 'other_organisations':
            $rows = array_filter(coalition_meta($id, $name, $form), static fn ($row) => $viewer->knows($row['organisation']));
            $named = static fn ($row) => $row + ['name' => coalition_organisations()[$row['organisation']]['name']];
            return array_values(array_map($named, $rows));
        default:
            return coalition_meta($id, $name, $form);
    }
}

/** The person that a record names, when the viewer may see them. */
function coalition_person_met(int $id, string $name): ?int
{
    $person = (int) get_post_meta($id, $name, true);
    return $person && Coalition_Viewer::now()->meets($person) ? $person : null;
}

/** An organisation that the viewer may not know is counted, not named. */
function coalition_of_statement(int $id, string $name, string $form): mixed
{
    if ($name === 'markdown') {
        return coalition_text($id);
    }
    $value = coalition_meta($id, $name, $form);
    if ($name !== 'signatories' && $name !== 'unnamed') {
        return $value;
    }
    $viewer = Coalition_Viewer::now();
    $unknown = array_filter(coalition_organisations(), static fn ($id) => !$viewer->knows($id), ARRAY_FILTER_USE_KEY);
    $secret = array_column(array_filter($unknown, static fn ($one) => $one['hidden']), 'name');
    $signed = coalition_meta($id, 'signatories', 'texts');
    $named = array_values(array_diff($signed, $secret));
    return $name === 'signatories' ? $named : $value + count($signed) - count($named);
}

/** Of an account only its owner is told who it belongs to. */
function coalition_of_account(int $id, string $name): mixed
{
    $viewer = Coalition_Viewer::now();
    if ($id !== get_current_user_id() || !$viewer->is_member()) {
        return null;
    }
    return $name === 'person' ? $viewer->person : coalition_of_person($viewer->person, $name, COALITION_FIELDS['user'][$name][0]);
}

/** Keeps a value; what a record names must be there for whoever names it. */
function coalition_keep(int $id, string $name, mixed $value): bool|WP_Error
{
    $viewer = Coalition_Viewer::now();
    $wrong = match ($name) {
        'deputy' => $value && (get_post_type($value) !== 'person' || !$viewer->meets($value)),
        'contact' => $value && (get_post_type($value) !== 'person' || !in_array($id, Coalition_Viewer::belongs($value), true)),
        default => false,
    };
    if ($wrong) {
        return coalition_refusal($name, __('There is nobody of that name here.'));
    }
    if ($value === null || $value === '' || $value === []) {
        delete_post_meta($id, $name);
    } else {
        update_post_meta($id, $name, wp_slash($value));
    }
    return true;
}

/** A refusal of one field, in the form in which WordPress itself refuses parameters. */
function coalition_refusal(string $name, string $text): WP_Error
{
    return new WP_Error('rest_invalid_param', sprintf(__('Invalid parameter(s): %s'), $name), ['status' => 400, 'params' => [$name => $text]]);
}
