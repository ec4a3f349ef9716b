<?php
/** The site itself: whose pages may ask, what is switched off, and texts that stay as they were written. */

defined('ABSPATH') || exit;

// The portals that may read answers, and no others; WordPress itself would let every origin in, with cookies.
add_action('rest_api_init', static function () {
    remove_filter('rest_pre_serve_request', 'rest_send_cors_headers');
    add_filter('rest_pre_serve_request', static function ($served) {
        $origin = get_http_origin();
        if ($origin && in_array($origin, explode(' ', (string) getenv('COALITION_ORIGINS')), true)) {
            header("Access-Control-Allow-Origin: $origin");
            header('Access-Control-Allow-Methods: OPTIONS, GET, POST');
            header('Access-Control-Max-Age: 600');
        }
        header('Vary: Origin', false);
        return $served;
    });
}, 15);

// A list for members is for the member who asked.
add_filter('rest_post_dispatch', static function ($response) {
    if (is_user_logged_in()) {
        $response->header('Cache-Control', 'private, no-store');
    }
    return $response;
});

// Quotation marks and dashes as they were typed: the portal sets them in the language of the text.
add_filter('run_wptexturize', '__return_false');
add_filter('xmlrpc_enabled', '__return_false');
add_filter('pre_wp_mail', '__return_true');
