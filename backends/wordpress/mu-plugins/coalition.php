<?php
/**
 * Plugin Name: The coalition's register
 * Description: People, organisations, statements and dates beside the blog, in the REST API, each as its reader may see it.
 */

defined('ABSPATH') || exit;

foreach (['viewer', 'values', 'fields', 'types', 'class-members-controller', 'lists', 'site'] as $part) {
    require_once __DIR__ . "/coalition/$part.php";
}
