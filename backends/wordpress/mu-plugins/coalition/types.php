<?php
/** The kinds of records beside the blog. None has pages of its own; the API shows them. */

defined('ABSPATH') || exit;

add_action('init', static function () {
    // name => [address in the API, whether guests may read it]
    $types = [
        'person' => ['people', false], 'organisation' => ['organisations', false], 'event' => ['events', false], 'notice' => ['notices', false],
        'statement' => ['statements', true], 'commitment' => ['commitments', true],
    ];
    foreach ($types as $name => [$address, $open]) {
        register_post_type($name, [
            'label' => ucfirst($address),
            'public' => false,
            'show_ui' => true,
            'supports' => $open ? ['title', 'editor'] : ['title'],
            'can_export' => true,
            'show_in_rest' => true,
            'rest_base' => $address,
            'rest_controller_class' => $open ? WP_REST_Posts_Controller::class : Coalition_Members_Controller::class,
            // Rights of their own: whoever edits the blog does not thereby edit the register.
            'capability_type' => $open ? 'post' : ['register_entry', 'register_entries'],
            'map_meta_cap' => true,
        ]);
    }
});

add_action('init', static function () {
    // Not before the site is there, and once.
    if (get_role('editor') && !get_role('convenor')) {
        coalition_roles();
    }
});

/** Beside WordPress's own: subscribers are members, editors edit the blog and the statements. */
function coalition_roles(): void
{
    add_role('lead', 'Lead', ['read' => true]);
    add_role('convenor', 'Convenor', get_role('editor')->capabilities);
}
