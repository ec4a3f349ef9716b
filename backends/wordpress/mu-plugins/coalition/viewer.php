<?php
/** Who is asking, and what of the register they may see and change. */

defined('ABSPATH') || exit;

final class Coalition_Viewer
{
    /** Who may read a field that a person opens by themselves, from the narrowest. */
    public const LEVELS = ['me', 'organisation', 'members', 'public'];

    /** The person whose account this is; 0 for a guest, and for the account that keeps the site. */
    public readonly int $person;
    /** The organisations that they belong to. @var int[] */
    public readonly array $organisations;
    /** Those that they lead. @var int[] */
    public readonly array $leads;
    public readonly bool $convenor;

    private function __construct(int $user)
    {
        $person = $user ? (int) get_user_meta($user, 'person', true) : 0;
        $this->person = $person && get_post_type($person) === 'person' ? $person : 0;
        $this->leads = $this->person ? self::ids($this->person, 'leads') : [];
        $this->organisations = $this->person ? self::belongs($this->person) : [];
        $this->convenor = $this->person && in_array('convenor', get_userdata($user)->roles, true);
    }

    public static function now(): self
    {
        static $viewers = [];
        $user = get_current_user_id();
        return $viewers[$user] ??= new self($user);
    }

    /** Every organisation that somebody belongs to. @return int[] */
    public static function belongs(int $person): array
    {
        $others = array_column((array) get_post_meta($person, 'other_organisations', true) ?: [], 'organisation');
        $first = (int) get_post_meta($person, 'organisation', true);
        return array_values(array_unique(array_filter([$first, ...array_map('intval', $others), ...self::ids($person, 'leads')])));
    }

    /** @return int[] */
    private static function ids(int $post, string $field): array
    {
        return array_map('intval', (array) get_post_meta($post, $field, true) ?: []);
    }

    public function is_member(): bool
    {
        return $this->person > 0;
    }

    /** Whether an organisation is there for them: hidden ones only for who belongs to them. */
    public function knows(int $organisation): bool
    {
        $there = coalition_organisations()[$organisation] ?? null;
        return $there && ($this->convenor || !$there['hidden'] || in_array($organisation, $this->organisations, true));
    }

    /** Whether somebody is in the directory for them. */
    public function meets(int $person): bool
    {
        if ($this->convenor || $person === $this->person) {
            return $this->is_member();
        }
        $listed = get_post_meta($person, 'listed', true) ?: 'members';
        $near = $listed === 'organisation' && in_array((int) get_post_meta($person, 'organisation', true), $this->organisations, true);
        return $this->is_member() && ($near || in_array($listed, ['members', 'public'], true));
    }

    /** Whether they may read one of the fields that a person opens by themselves. */
    public function reads(int $person, string $field): bool
    {
        if ($this->convenor || $person === $this->person) {
            return true;
        }
        $near = array_intersect(self::belongs($person), $this->organisations);
        $level = ((array) get_post_meta($person, 'sharing', true))[$field] ?? 'me';
        return array_search($level, self::LEVELS, true) >= array_search($near ? 'organisation' : 'members', self::LEVELS, true);
    }

    /** Whether a record of the register is there for them. */
    public function sees(WP_Post $post): bool
    {
        return match ($post->post_type) {
            'person' => $this->meets($post->ID),
            'organisation' => $this->is_member() && $this->knows($post->ID),
            default => $this->is_member(),
        } && $post->post_status === 'publish';
    }

    /** Whether they may change it: a profile is changed by the person it is about, an organisation by its lead. */
    public function changes(WP_Post $post): bool
    {
        return $this->sees($post) && match ($post->post_type) {
            'person' => $this->convenor || $post->ID === $this->person,
            'organisation' => $this->convenor || in_array($post->ID, $this->leads, true),
            default => false,
        };
    }
}

/** Every organisation's name, and whether it is hidden, by id. */
function coalition_organisations(): array
{
    static $all;
    if ($all === null) {
        $all = [];
        $every = get_posts(['post_type' => 'organisation', 'numberposts' => -1, 'suppress_filters' => true]);
        foreach ($every as $post) {
            $all[$post->ID] = ['name' => coalition_plain($post->post_title), 'hidden' => get_post_meta($post->ID, 'visibility', true) === 'hidden'];
        }
    }
    return $all;
}

/** A title as it was typed: WordPress keeps it as HTML. */
function coalition_plain(string $title): string
{
    return html_entity_decode($title, ENT_QUOTES | ENT_HTML5, 'UTF-8');
}
