-- Users, as many as are wanted (:users), of three years, the latest last: names of several languages, some frequent and most rare; addresses at large providers
-- and at thousands of firms. The same at every run.
CREATE FUNCTION pg_temp.pick(number bigint, salt bigint, most bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT (hashint8extended(number, salt) & 9223372036854775807) % most $$;

-- Small numbers far more often than large ones.
CREATE FUNCTION pg_temp.skewed(number bigint, salt bigint, most bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT pg_temp.pick(number, salt, 1 + pg_temp.pick(number, salt + 100, 1 + pg_temp.pick(number, salt + 200, most))) $$;

CREATE TEMPORARY TABLE chosen AS
WITH words AS (
    SELECT string_to_array('maria anna james mary john patricia robert jennifer michael linda david elizabeth william barbara '
        'thomas susan joseph jessica charles sarah christopher karen daniel lisa matthew nancy anthony betty mark sandra paul '
        'ashley steven emily andrew donna joshua michelle kevin carol brian amanda george melissa timothy deborah jürgen björn '
        'søren zoë renée andré françois jiří łukasz małgorzata ayşe işıl mehmet yuki hiroshi mei wei priya ravi aisha omar fatima '
        'chinedu amara kwame nia olga ivan dmitri natasha sofia mateo lucía diego camila thiago beatriz giulia luca elena nikos '
        'eleni lars ingrid freya astrid finn saoirse niamh owen rhys megan hamish fiona greta klaus heidi uwe 伟 芳 秀英 明', ' ')
        AS first_names,
        string_to_array('smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson '
        'anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker '
        'müller schmidt schneider fischer weber meyer wagner becker schulz hoffmann nguyen tran pham kowalski nowak novák svoboda '
        'yılmaz kaya demir tanaka suzuki satō kim park choi singh kumar sharma patel khan ahmed ali hassan okafor mensah diallo '
        'ivanov petrov popov rossi russo ferrari silva santos oliveira papadopoulos nielsen jensen hansen larsen johansson lindqvist '
        'virtanen o''brien murphy kelly macdonald campbell stewart evans hughes van-den-berg de-vries jansen dubois lefèvre moreau '
        '李 王 张', ' ') AS last_names,
        string_to_array('ba be bi bo bu da de di do du fa fe fi ga go ha he hu ja jo ka ke ki ko ku la le li lo ma me mi mo na ne ni no '
        'pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo wa we za ze zi zo', ' ') AS syllables,
        string_to_array('gmail.com gmail.com gmail.com gmail.com gmail.com outlook.com outlook.com hotmail.com hotmail.com yahoo.com '
        'yahoo.com icloud.com icloud.com gmx.de web.de mail.ru qq.com proton.me orange.fr libero.it', ' ') AS providers
)
SELECT number, first_names[1 + pg_temp.skewed(number, 1, cardinality(first_names))] AS first_name,
    CASE WHEN pg_temp.pick(number, 2, 3) = 0 THEN last_names[1 + pg_temp.skewed(number, 3, cardinality(last_names))]
        ELSE syllables[1 + pg_temp.pick(number, 4, cardinality(syllables))] || syllables[1 + pg_temp.pick(number, 5, cardinality(syllables))]
            || syllables[1 + pg_temp.pick(number, 6, cardinality(syllables))] || substr('nrstlkm', 1 + pg_temp.pick(number, 7, 7)::integer, 1) END AS last_name,
    CASE WHEN pg_temp.pick(number, 8, 3) > 0 THEN providers[1 + pg_temp.pick(number, 9, 20)]
        ELSE syllables[1 + pg_temp.pick(pg_temp.skewed(number, 10, 6000), 11, cardinality(syllables))]
            || syllables[1 + pg_temp.pick(pg_temp.skewed(number, 10, 6000), 12, cardinality(syllables))]
            || (ARRAY['soft', 'trade', '-group', 'works', 'data', '-bank', 'med', 'tech'])
                [1 + pg_temp.pick(pg_temp.skewed(number, 10, 6000), 13, 8)]
            || (ARRAY['.com', '.com', '.org', '.de', '.co.uk', '.fr', '.io', '.example'])
                [1 + pg_temp.pick(pg_temp.skewed(number, 10, 6000), 14, 8)] END AS domain
FROM words, generate_series(1::bigint, :users) AS number;

INSERT INTO users (id, email, password_hash, display_name, locale, status, two_factor_enabled, created_at, last_sign_in_at)
SELECT (lpad(to_hex(floor(extract(epoch FROM created) * 1000)::bigint), 12, '0') || '7' || substr(md5(number::text), 1, 3) || '8'
        || substr(md5(number::text), 4, 15))::uuid,
    coalesce(nullif(regexp_replace(translate(first_name, 'üøëéçíłışőÿö', 'uoeecilisoyo'), '[^a-z]', '', 'g'), ''), 'user')
        || (ARRAY['.', '.', '_', '', '-'])[1 + pg_temp.pick(number, 15, 5)]
        || regexp_replace(translate(last_name, 'üöäåéèáñıōř', 'uoaaeeanior'), '[^a-z-]', '', 'g') || number || '@' || domain,
    '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Y29ycmVjdGhvcnNlYmF0dGVyeXN0YXBsZWNvcnJlY3Q',
    CASE WHEN pg_temp.pick(number, 16, 5) > 0 THEN initcap(first_name) || ' ' || initcap(last_name) END,
    (ARRAY['en', 'de', 'fr', 'es'])[1 + pg_temp.pick(number, 17, 4)],
    CASE WHEN pg_temp.pick(number, 18, 100) = 0 THEN 'suspended' ELSE 'active' END,
    pg_temp.pick(number, 19, 10) = 0, created, created + interval '1 hour'
FROM (SELECT *, timestamptz '2023-12-01 00:00:00Z' + number * interval '3 years' / :users AS created FROM chosen) AS chosen;

INSERT INTO roles (name) VALUES ('support'), ('auditor'), ('customer') ON CONFLICT DO NOTHING;
INSERT INTO role_permissions (role, permission) VALUES ('support', 'users:read'), ('customer', 'orders:read'), ('customer', 'orders:write')
ON CONFLICT DO NOTHING;

-- Those two triggers tell other instances of changed roles, and check what is known to be there.
ALTER TABLE user_roles DISABLE TRIGGER user_roles_change;
INSERT INTO user_roles (user_id, role)
SELECT id, role FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM users) AS numbered,
    LATERAL (VALUES ('user', 1), ('customer', 3), ('support', 5000), ('auditor', 100000), ('admin', 200000)) AS roles (role, every)
WHERE number % every = 0;
ALTER TABLE user_roles ENABLE TRIGGER user_roles_change;
