<?php
/**
 * Makes a new site in an empty database and fills it with the demonstration data, through WordPress's own functions.
 *
 *     php seed.php SITE DATASET.json
 */

[, $site, $dataset] = $argv;
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('COALITION_ADDRESS'), PHP_URL_HOST) . ':' . parse_url(getenv('COALITION_ADDRESS'), PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';

// A new site comes with a first post and a letter to its keeper; this one begins empty and writes to nobody.
function wp_install_defaults(): void {}
function wp_new_blog_notification(): void {}

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
(new mysqli('localhost', 'root', '', '', 0, getenv('COALITION_SOCKET')))->query('CREATE DATABASE coalition CHARACTER SET utf8mb4');
mysqli_report(MYSQLI_REPORT_OFF);
@mkdir(getenv('COALITION_RUN') . '/content');

require "$site/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('Coalition', 'website', 'website@demo.example.org', false, '', wp_generate_password(40));
update_option('permalink_structure', '/%postname%/');
update_option('timezone_string', 'UTC');
update_option('default_comment_status', 'closed');
// Pictures would come from another host.
update_option('show_avatars', 0);
coalition_roles();
wp_set_current_user(1);
wp_suspend_cache_invalidation(true);

$GLOBALS['wpdb']->query('START TRANSACTION');
$seed = new Coalition_Seed(json_decode(file_get_contents($dataset), true, 64, JSON_THROW_ON_ERROR));
$seed->all();
$GLOBALS['wpdb']->query('COMMIT');

final class Coalition_Seed
{
    private const PASSWORD = 'commonwatch-demo';
    private const SECTORS = ['community_led' => 'community', 'legal_evidence' => 'legal', 'arts_memory' => 'arts'];
    private const LISTED = ['named' => 'organisation'];
    private const CATEGORIES = ['goal_workshop' => 'workshop', 'six_weekly' => 'regular', 'expert_talk' => 'talk'];

    /** The number that each record of the dataset has here. @var array<string, int> */
    private array $ids = [];

    public function __construct(private readonly array $data) {}

    public function all(): void
    {
        foreach ($this->rows('organisations') as $row) {
            $this->organisation($row);
        }
        foreach ($this->rows('people') as $row) {
            $this->person($row);
        }
        // People and organisations name each other: this half comes when all are there.
        foreach ($this->rows('organisations') as $row) {
            $this->also($row, ['contact' => $this->id($row['leadContact'] ?? null)]);
        }
        foreach ($this->rows('people') as $row) {
            $this->also($row, ['deputy' => $this->id($row['deputy'] ?? null)]);
        }
        foreach ($this->data['accounts'] as $account) {
            $this->account($account);
        }
        array_map($this->event(...), array_filter($this->rows('meetings'), static fn ($row) => $row['status'] !== 'draft'));
        $this->notices();
        array_map($this->commitment(...), $this->rows('commitmentVersions'));
        array_map($this->post(...), $this->rows('posts'));
        array_map($this->statement(...), $this->rows('statements'));
    }

    private function rows(string $kind): array
    {
        return $this->data['records'][$kind] ?? [];
    }

    private function id(?string $id): ?int
    {
        return $this->ids[$id ?? ''] ?? null;
    }

    /** Makes one record with its fields. */
    private function make(string $type, array $row, string $title, array $fields, array $more = []): int
    {
        $post = $more + [
            'post_type' => $type, 'post_status' => 'publish', 'post_title' => esc_html($title), 'post_author' => 1,
        ];
        $id = wp_insert_post(wp_slash($post), true);
        if (is_wp_error($id)) {
            throw new RuntimeException("$type {$row['id']}: " . $id->get_error_message());
        }
        $this->ids[$row['id']] = $id;
        $this->also($row, $fields);
        return $id;
    }

    /** Adds fields to a record; those without a value are not kept. */
    private function also(array $row, array $fields): void
    {
        foreach ($this->filled($fields) as $name => $value) {
            add_post_meta($this->ids[$row['id']], $name, wp_slash($value));
        }
    }

    private function filled(array $fields): array
    {
        return array_filter($fields, static fn ($value) => $value !== null && $value !== '' && $value !== [] && $value !== false);
    }

    private function organisation(array $row): void
    {
        $this->make('organisation', $row, $row['name'], [
            'native_name' => $row['nameNative'] ?? null, 'latin_name' => $row['nameLatin'] ?? null, 'short_name' => $row['shortName'] ?? null,
            'language' => $row['lang'] ?? null, 'sector' => self::SECTORS[$row['kind'] ?? ''] ?? $row['kind'] ?? null,
            'about' => $row['summary'] ?? null, 'website' => $row['website'] ?? null, 'town' => $row['town'] ?? null,
            'nation' => $row['nation'] ?? null, 'strengths' => $row['strengths'] ?? [], 'countries' => $row['countries'] ?? [],
            'languages' => $row['languages'] ?? [], 'visibility' => $row['visibility'], 'membership' => $row['status'],
            'member_since' => $row['joinedOn'] ?? null,
        ]);
    }

    private function person(array $row): void
    {
        $listed = $row['directoryVisibility'] ?? 'members';
        $others = array_map(fn ($one) => ['organisation' => $this->id($one['organisation']), 'title' => $one['title'] ?? ''], $row['otherOrganisations'] ?? []);
        $this->make('person', $row, $row['name'], [
            'native_name' => $row['nameNative'] ?? null, 'latin_name' => $row['nameLatin'] ?? null, 'script' => $row['nameScript'] ?? null,
            'pronouns' => $row['pronouns'] ?? null, 'email' => $row['email'] ?? null, 'phone' => $row['phone'] ?? null, 'bio' => $row['bio'] ?? null,
            'languages' => $row['languages'] ?? [], 'expertise' => $row['expertise'] ?? [], 'countries' => $row['countries'] ?? [],
            'time_zone' => $row['timeZone'] ?? null, 'organisation' => $this->id($row['organisation'] ?? null), 'job_title' => $row['title'] ?? null,
            'other_organisations' => $others, 'leads' => array_values(array_filter(array_map($this->id(...), $row['leads'] ?? []))),
            'confirmed_on' => $row['confirmedOn'] ?? null, 'away_until' => $row['awayUntil'] ?? null, 'former' => $row['former'] ?? false,
            'sharing' => $row['visibility'] ?? [], 'listed' => self::LISTED[$listed] ?? $listed,
        ]);
    }

    /** Everybody signs in with an application password; that of a demonstration is known beforehand. */
    private function account(array $account): void
    {
        $name = strstr($account['email'], '@', true);
        $id = wp_insert_user(wp_slash([
            'user_login' => $name, 'user_email' => $account['email'], 'user_pass' => wp_generate_password(40),
            'display_name' => $account['name'], 'role' => 'subscriber',
        ]));
        if ($account['role'] !== 'member') {
            get_userdata($id)->add_role($account['role']);
        }
        update_user_meta($id, 'person', $this->id($account['person']));
        // WordPress leaves everything out of such a password that is neither a letter nor a digit.
        $chosen = static fn () => preg_replace('/[^a-z\d]/i', '', self::PASSWORD);
        add_filter('random_password', $chosen);
        WP_Application_Passwords::create_new_application_password($id, ['name' => 'Portal']);
        remove_filter('random_password', $chosen);
    }

    private function event(array $row): void
    {
        $this->make('event', $row, $row['title'], [
            'reference' => $row['ref'] ?? null, 'category' => self::CATEGORIES[$row['kind']] ?? $row['kind'], 'state' => $row['status'],
            'all_day' => $row['allDay'] ?? false, 'local_start' => $row['startLocal'] ?? null, 'local_end' => $row['endLocal'] ?? null,
            'zone' => $row['timeZone'] ?? null, 'starts_at' => $row['start'], 'ends_at' => $row['end'], 'first_day' => $row['startDate'] ?? null,
            'last_day' => $row['endDate'] ?? null, 'attendance' => $row['mode'] ?? null, 'place' => $row['venue'] ?? null,
            'cancellation' => $row['cancelReason'] ?? null,
        ]);
    }

    /** Of the alerts only what the whole world may read comes to a website. */
    private function notices(): void
    {
        $public = array_filter($this->rows('alerts'), static fn ($row) => $row['tlp'] === 'TLP:CLEAR' && $row['scope'] === 'Public' && $row['status'] !== 'Draft');
        $there = array_column($public, 'id');
        foreach ($public as $row) {
            $this->make('notice', $row, $row['headline'], [
                'level' => $row['severity'] ?? null, 'urgency' => $row['urgency'] ?? null, 'certainty' => $row['certainty'] ?? null,
                'kind' => $row['kind'] ?? null, 'mode' => $row['status'], 'topic' => $row['event'] ?? null, 'country' => $row['country'] ?? null,
                'area' => $row['areaDesc'] ?? null, 'message' => $row['msgType'], 'ends_at' => $row['expires'] ?? null,
                'stands' => !in_array($row['supersededBy'] ?? '', $there, true),
            ], ['post_content' => $row['description'] ?? ''] + $this->dated($row['sent']));
        }
    }

    private function commitment(array $row): void
    {
        $this->make('commitment', $row, $row['number'], ['approved_on' => $row['approvedOn'] ?? null, 'language' => $row['lang'] ?? null], ['post_content' => $row['body']]);
    }

    private function post(array $row): void
    {
        $states = ['published' => 'publish', 'scheduled' => 'future', 'in_review' => 'pending', 'withdrawn' => 'private'];
        $id = $this->make('post', $row, $row['title'], [
            'byline' => $row['authors'] ?? [], 'language' => $row['lang'] ?? null, 'content_note' => $row['contentNote'] ?? null,
        ], ['post_name' => $row['slug'], 'post_excerpt' => $row['summary'] ?? '', 'post_content' => $row['body'] ?? ''] + $this->dated($row['publishAt'] ?? null));
        $category = get_term_by('slug', $row['section'], 'category') ?: (object) wp_insert_term(ucfirst($row['section']), 'category', ['slug' => $row['section']]);
        wp_set_post_categories($id, [(int) $category->term_id]);
        wp_set_post_tags($id, $row['tags'] ?? []);
        $this->state($id, $states[$row['status']] ?? 'draft');
    }

    private function statement(array $row): void
    {
        $states = ['sign_on_open' => 'open'];
        $id = $this->make('statement', $row, $row['title'], [
            'addressees' => $row['addressees'] ?? [], 'state' => $states[$row['status']] ?? $row['status'], 'sign_by' => $row['signBy'] ?? null,
            'published_on' => $row['publishedOn'] ?? null, 'signatories' => $row['signatories'] ?? [], 'unnamed' => $row['hiddenSignatories'] ?? 0,
            'topics' => $row['topics'] ?? [],
        ], ['post_name' => $row['slug'], 'post_content' => $row['body'] ?? '']);
        $this->state($id, ['published' => 'publish', 'sign_on_open' => 'publish', 'withdrawn' => 'private'][$row['status']] ?? 'draft');
    }

    private function dated(?string $moment): array
    {
        $date = $moment ? gmdate('Y-m-d H:i:s', strtotime($moment)) : current_time('mysql', true);
        return ['post_date' => $date, 'post_date_gmt' => $date];
    }

    /** As the dataset says it: WordPress would decide by the clock of this machine whether a post is already out. */
    private function state(int $id, string $state): void
    {
        $GLOBALS['wpdb']->update($GLOBALS['wpdb']->posts, ['post_status' => $state], ['ID' => $id]);
    }
}
