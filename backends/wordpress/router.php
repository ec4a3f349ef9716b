<?php
/** For PHP's own server: the API is served and nothing else. Pages, files and the administration are not there to be found. */

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/';
if ($path !== '/wp-json' && !str_starts_with($path, '/wp-json/')) {
    http_response_code(404);
    header('Content-Type: text/plain; charset=utf-8');
    echo "The API is at /wp-json/.\n";
    return;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
unset($_SERVER['PATH_INFO']);
chdir($_SERVER['DOCUMENT_ROOT']);
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
