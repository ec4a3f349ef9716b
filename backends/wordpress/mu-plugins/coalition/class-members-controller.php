<?php
/** Records that only members read, each of them as far as it is there for them. */

defined('ABSPATH') || exit;

final class Coalition_Members_Controller extends WP_REST_Posts_Controller
{
    public function get_items_permissions_check($request)
    {
        return $this->asked() ?? parent::get_items_permissions_check($request);
    }

    public function get_item_permissions_check($request)
    {
        return $this->asked() ?? parent::get_item_permissions_check($request);
    }

    public function update_item_permissions_check($request)
    {
        return $this->asked() ?? parent::update_item_permissions_check($request);
    }

    public function check_read_permission($post)
    {
        return Coalition_Viewer::now()->sees($post);
    }

    protected function check_update_permission($post)
    {
        return Coalition_Viewer::now()->changes($post);
    }

    protected function check_delete_permission($post)
    {
        return false;
    }

    /** What somebody may not see is not there: 404, and not 403. */
    protected function get_post($id)
    {
        $post = parent::get_post($id);
        if (is_wp_error($post) || Coalition_Viewer::now()->sees($post)) {
            return $post;
        }
        return new WP_Error('rest_post_invalid_id', __('Invalid post ID.'), ['status' => 404]);
    }

    /** Of WordPress's own fields the name can be changed; state, address and dates cannot. */
    protected function prepare_item_for_database($request)
    {
        $post = new stdClass();
        if (isset($request['id'])) {
            $post->ID = (int) $request['id'];
        }
        if (isset($request['title'])) {
            $title = $request['title'];
            $name = trim(is_array($title) ? ($title['raw'] ?? '') : $title);
            if ($name === '') {
                return coalition_refusal('title', __('A name is needed.'));
            }
            // A name is text; WordPress keeps titles as HTML.
            $post->post_title = htmlspecialchars($name, ENT_NOQUOTES);
        }
        return $post;
    }

    /** What is sent as null is taken away; WordPress itself passes over it. */
    protected function update_additional_fields_for_object($post, $request)
    {
        foreach ($this->get_additional_fields() as $name => $field) {
            if ($field['update_callback'] && $request->has_param($name) && $request[$name] === null) {
                $field['update_callback'](null, $post);
            }
        }
        return parent::update_additional_fields_for_object($post, $request);
    }

    private function asked(): ?WP_Error
    {
        if (Coalition_Viewer::now()->is_member()) {
            return null;
        }
        return new WP_Error('rest_not_logged_in', __('You are not currently logged in.'), ['status' => rest_authorization_required_code()]);
    }
}
