<?php
/** The fields of each kind of record beside WordPress's own, as data. */

defined('ABSPATH') || exit;

/** name => [form, what is particular to it]: `private` is opened by the person, `fixed` is not changed through the API. */
const COALITION_FIELDS = [
    'person' => [
        'native_name' => ['text'], 'latin_name' => ['text'], 'script' => ['text'],
        'pronouns' => ['text', 'private'], 'email' => ['email', 'private'], 'phone' => ['phone', 'private'], 'bio' => ['text', 'private'],
        'languages' => ['texts', 'private'], 'expertise' => ['texts', 'private'], 'countries' => ['texts', 'private'],
        'time_zone' => ['text'], 'job_title' => ['text'], 'organisation' => ['id', 'fixed'], 'organisation_name' => ['text', 'fixed'],
        'other_organisations' => ['rows', 'fixed'], 'leads' => ['ids', 'fixed'], 'confirmed_on' => ['date'], 'away_until' => ['date'],
        'deputy' => ['id'], 'former' => ['flag', 'fixed'], 'sharing' => ['levels'],
    ],
    'organisation' => [
        'native_name' => ['text'], 'latin_name' => ['text'], 'short_name' => ['text'], 'language' => ['text'], 'sector' => ['text', 'fixed'],
        'about' => ['text'], 'website' => ['url'], 'town' => ['text'], 'nation' => ['text'], 'strengths' => ['texts'],
        'countries' => ['texts'], 'languages' => ['texts'], 'visibility' => ['visibility'], 'membership' => ['text', 'fixed'],
        'member_since' => ['text', 'fixed'], 'contact' => ['id'],
    ],
    'event' => [
        'reference' => ['text', 'fixed'], 'category' => ['text', 'fixed'], 'state' => ['text', 'fixed'], 'all_day' => ['flag', 'fixed'],
        'local_start' => ['text', 'fixed'], 'local_end' => ['text', 'fixed'], 'zone' => ['text', 'fixed'], 'starts_at' => ['text', 'fixed'],
        'ends_at' => ['text', 'fixed'], 'first_day' => ['text', 'fixed'], 'last_day' => ['text', 'fixed'], 'attendance' => ['text', 'fixed'],
        'place' => ['text', 'fixed'], 'cancellation' => ['text', 'fixed'],
    ],
    'notice' => [
        'level' => ['text', 'fixed'], 'urgency' => ['text', 'fixed'], 'certainty' => ['text', 'fixed'], 'kind' => ['text', 'fixed'],
        'mode' => ['text', 'fixed'], 'topic' => ['text', 'fixed'], 'country' => ['text', 'fixed'], 'area' => ['text', 'fixed'],
        'message' => ['text', 'fixed'], 'ends_at' => ['text', 'fixed'], 'stands' => ['flag', 'fixed'], 'markdown' => ['text', 'fixed'],
    ],
    'commitment' => ['approved_on' => ['text', 'fixed'], 'language' => ['text', 'fixed'], 'markdown' => ['text', 'fixed']],
    'statement' => [
        'addressees' => ['texts', 'fixed'], 'state' => ['text', 'fixed'], 'sign_by' => ['text', 'fixed'], 'published_on' => ['text', 'fixed'],
        'signatories' => ['texts', 'fixed'], 'unnamed' => ['number', 'fixed'], 'topics' => ['texts', 'fixed'], 'markdown' => ['text', 'fixed'],
    ],
    'post' => ['byline' => ['texts', 'fixed'], 'language' => ['text', 'fixed'], 'content_note' => ['text', 'fixed'], 'markdown' => ['text', 'fixed']],
    'user' => ['person' => ['id', 'fixed'], 'organisation' => ['id', 'fixed'], 'organisation_name' => ['text', 'fixed']],
];

/** The form of a value, as the API describes and checks it. */
function coalition_schema(string $form): array
{
    return match ($form) {
        'text' => ['type' => ['string', 'null'], 'maxLength' => 20000],
        'texts' => ['type' => 'array', 'items' => ['type' => 'string', 'maxLength' => 200], 'maxItems' => 200],
        'email' => ['type' => ['string', 'null'], 'format' => 'email'],
        'url' => ['type' => ['string', 'null'], 'format' => 'uri', 'pattern' => '^https?://'],
        'phone' => ['type' => ['string', 'null'], 'pattern' => '^\+[0-9 ]{6,19}$'],
        'date' => ['type' => ['string', 'null'], 'pattern' => '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'],
        'id' => ['type' => ['integer', 'null']],
        'ids' => ['type' => 'array', 'items' => ['type' => 'integer']],
        'number' => ['type' => 'integer'],
        'flag' => ['type' => 'boolean'],
        'rows' => ['type' => 'array', 'items' => ['type' => 'object']],
        'visibility' => ['type' => 'string', 'enum' => ['public', 'members', 'hidden']],
        'levels' => ['type' => ['object', 'null'], 'additionalProperties' => ['type' => 'string', 'enum' => Coalition_Viewer::LEVELS]],
    };
}

/** What is said of a value that does not have its form; WordPress would quote the pattern. */
function coalition_checked(string $form): array
{
    $text = match ($form) {
        'email' => __('Enter an email address.'),
        'phone' => __('Enter a number that begins with + and the code of the country.'),
        'url' => __('Enter an address that begins with https://.'),
        'date' => __('Enter a day.'),
        default => null,
    };
    $check = static fn ($value, $request, $name) => is_wp_error(rest_validate_request_arg($value, $request, $name)) ? new WP_Error('rest_invalid_param', $text) : true;
    return $text ? ['arg_options' => ['validate_callback' => $check]] : [];
}

add_action('rest_api_init', static function () {
    foreach (COALITION_FIELDS as $type => $fields) {
        foreach ($fields as $name => $about) {
            register_rest_field($type, $name, [
                'schema' => coalition_schema($about[0]) + coalition_checked($about[0]) + ['context' => ['view', 'edit'], 'readonly' => in_array('fixed', $about, true)],
                'get_callback' => static fn (array $row) => coalition_value($type, (int) $row['id'], $name),
                'update_callback' => in_array('fixed', $about, true) ? null : static fn ($value, WP_Post $post) => coalition_keep($post->ID, $name, $value),
            ]);
        }
    }
});
