<?php
/** WordPress as run.py starts it: everything that differs from one run to the next comes from the environment. */

define('DB_NAME', 'coalition');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
// A socket in a folder that only its owner can open; the database listens nowhere else.
define('DB_HOST', 'localhost:' . getenv('COALITION_SOCKET'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', 'utf8mb4_unicode_520_ci');
$table_prefix = 'wp_';

foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", hash('sha256', "$name key " . getenv('COALITION_SECRET')));
    define("{$name}_SALT", hash('sha256', "$name salt " . getenv('COALITION_SECRET')));
}

define('WP_HOME', getenv('COALITION_ADDRESS'));
define('WP_SITEURL', getenv('COALITION_ADDRESS'));
define('WPMU_PLUGIN_DIR', getenv('COALITION_HOME') . '/mu-plugins');
define('WP_CONTENT_DIR', getenv('COALITION_RUN') . '/content');

// Application passwords without https: on this machine alone.
define('WP_ENVIRONMENT_TYPE', 'local');
// It asks no other host, and does nothing that nobody asked for.
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);
define('DISALLOW_FILE_MODS', true);
define('WP_DEBUG', false);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
