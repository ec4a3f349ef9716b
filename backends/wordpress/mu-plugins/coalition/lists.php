<?php
/** Lists: what is in them, by what they can be narrowed, and an order that is the same each time. */

defined('ABSPATH') || exit;

foreach (['post', 'person', 'organisation', 'event', 'notice', 'statement', 'commitment'] as $type) {
    // Records that are equal in what they are ordered by would be on two pages, or on none.
    add_filter("rest_{$type}_query", static function (array $args) {
        if (in_array($args['orderby'] ?? '', ['title', 'date', 'modified', 'post_name', 'author'], true)) {
            $args['orderby'] = [$args['orderby'] => $args['order'] ?? 'desc', 'ID' => 'asc'];
        }
        return $args;
    });
}

add_filter('rest_person_query', static function (array $args, WP_REST_Request $request) {
    $viewer = Coalition_Viewer::now();
    if ($request['organisation'] !== null) {
        // Who asks for the people of an organisation that is not there for them finds nobody.
        $known = $viewer->knows($request['organisation']) ? $request['organisation'] : -1;
        $args['meta_query'][] = ['key' => 'organisation', 'value' => $known];
    }
    if ($viewer->convenor) {
        return $args;
    }
    $reserved = coalition_ids('person', ['key' => 'listed', 'value' => ['members', 'public'], 'compare' => 'NOT IN']);
    update_meta_cache('post', $reserved);
    return coalition_without($args, array_filter($reserved, static fn ($id) => !$viewer->meets($id)));
}, 10, 2);

add_filter('rest_person_collection_params', static function (array $params) {
    $params['organisation'] = ['description' => __('Limit result set to people of this organisation.'), 'type' => 'integer'];
    return $params;
});

add_filter('rest_organisation_query', static function (array $args) {
    $viewer = Coalition_Viewer::now();
    return coalition_without($args, array_filter(array_keys(coalition_organisations()), static fn ($id) => !$viewer->knows($id)));
});

/** A query that finds none of these. Where ids are asked for by name, WordPress would not look at what is left out. */
function coalition_without(array $args, array $ids): array
{
    if (!empty($args['post__in'])) {
        $args['post__in'] = array_values(array_diff($args['post__in'], $ids)) ?: [0];
    }
    $args['post__not_in'] = array_merge($args['post__not_in'] ?? [], $ids);
    return $args;
}

/** The ids of the records of a kind that a condition fits. @return int[] */
function coalition_ids(string $type, array $condition): array
{
    return get_posts(['post_type' => $type, 'numberposts' => -1, 'fields' => 'ids', 'meta_query' => [$condition]]);
}
