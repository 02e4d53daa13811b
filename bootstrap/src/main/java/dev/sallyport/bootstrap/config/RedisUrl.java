package dev.sallyport.bootstrap.config;

import dev.sallyport.ratelimit.redis.RedisAddress;
import dev.sallyport.ratelimit.redis.RedisNode;
import dev.sallyport.ratelimit.redis.RedisPassword;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code redis://user:password@host:6379/0}, {@code redis-sentinel://host:26379,other:26379/0?master=name} and {@code
 * redis-cluster://host:6379,other:6379}; and the same with {@code rediss}, encrypted. It may hold a password wherever it is malformed, so no message
 * repeats it.
 */
final class RedisUrl implements ValueType<RedisAddress> {
    private static final Pattern FORM = Pattern.compile(
            "rediss?(?<kind>-sentinel|-cluster)?://(?:(?<user>[^:@/?#]*)(?<password>:[^@/?#]*)?@)?(?<hosts>[^@/?#]+)(?:/(?<database>[^/?#]*))?(?:\\?(?<query>[^#]*))?");
    private static final Pattern HOST =
            Pattern.compile("(?:\\[(?<ipv6>[0-9a-fA-F:.]+)]|(?<name>[A-Za-z0-9._-]+))(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern DATABASE = Pattern.compile("[0-9]{1,5}");
    private static final Pattern MASTER = Pattern.compile("master=([A-Za-z0-9._-]+)");
    private static final int MAX_PORT = 65_535;

    private static final String SINGLE = "redis://user:password@host:6379/0";
    private static final String SENTINEL = "redis-sentinel://user:password@host:26379,other:26379/0?master=name";
    private static final String CLUSTER = "redis-cluster://user:password@host:6379,other:6379";
    private static final String REMEDY =
            "Write " + SINGLE + " (rediss:// with TLS), special characters percent-encoded (@ as %40).";

    /** What stands between the scheme's first word and the hosts. */
    private static final Map<String, String> EXAMPLES = Map.of("", SINGLE, "-sentinel", SENTINEL, "-cluster", CLUSTER);

    @Override
    public RedisAddress read(String text) throws Unreadable {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new Unreadable("is not the address of a Redis", REMEDY);
        }
        String kind = form.group("kind") == null ? "" : form.group("kind");
        String user = decoded(form.group("user"));
        String password = decoded(
                form.group("password") == null ? null : form.group("password").substring(1));
        if (user != null && password == null) {
            throw new Unreadable(
                    "has a user without a password",
                    "Write redis://user:password@host, or redis://:password@host where there are no users.");
        }
        return new RedisAddress(
                layout(kind, form.group("hosts"), form.group("query")),
                text.startsWith("rediss"),
                user,
                password == null ? null : RedisPassword.of(password),
                database(kind, form.group("database")));
    }

    @Override
    public String show(String text, RedisAddress value) {
        return value.toString();
    }

    private static RedisAddress.Layout layout(String kind, String hosts, @Nullable String query) throws Unreadable {
        boolean sentinels = kind.equals("-sentinel");
        if (!sentinels && query != null && !query.isEmpty()) {
            throw new Unreadable(
                    "has parameters, of which there are none",
                    "Write " + EXAMPLES.get(kind) + "; for TLS begin with rediss instead of redis.");
        }
        List<RedisNode> nodes =
                nodes(hosts, sentinels ? RedisNode.STANDARD_SENTINEL_PORT : RedisNode.STANDARD_PORT, kind);
        if (sentinels) {
            Matcher master = MASTER.matcher(query == null ? "" : query);
            if (!master.matches()) {
                throw new Unreadable(
                        "does not say what its sentinels call the master, and nothing else, after the question mark",
                        "Write " + SENTINEL + ".");
            }
            return new RedisAddress.Layout.Watched(nodes, master.group(1));
        }
        if (kind.equals("-cluster")) {
            return new RedisAddress.Layout.Cluster(nodes);
        }
        if (nodes.size() > 1) {
            throw new Unreadable("names several servers", "Write " + CLUSTER + " or " + SENTINEL + ".");
        }
        return new RedisAddress.Layout.Single(nodes.getFirst());
    }

    private static List<RedisNode> nodes(String hosts, int standardPort, String kind) throws Unreadable {
        List<RedisNode> nodes = new ArrayList<>();
        for (String text : hosts.split(",", -1)) {
            Matcher host = HOST.matcher(text);
            if (!host.matches()) {
                throw noHost(kind);
            }
            int port = host.group("port") == null ? standardPort : Integer.parseInt(host.group("port"));
            if (port < 1 || port > MAX_PORT) {
                throw noHost(kind);
            }
            nodes.add(new RedisNode(host.group("name") == null ? host.group("ipv6") : host.group("name"), port));
        }
        return nodes;
    }

    private static Unreadable noHost(String kind) {
        return new Unreadable(
                "names a server that is none",
                "Write " + EXAMPLES.get(kind)
                        + ", ports from 1 to 65535, special characters percent-encoded (/ as %2F).");
    }

    private static int database(String kind, @Nullable String text) throws Unreadable {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!DATABASE.matcher(text).matches()) {
            throw new Unreadable("has a database that is no number", "Write " + EXAMPLES.get(kind) + ".");
        }
        int database = Integer.parseInt(text);
        if (database > 0 && kind.equals("-cluster")) {
            throw new Unreadable("names a database, and a cluster has only one", "Write " + CLUSTER + ".");
        }
        return database;
    }

    private static @Nullable String decoded(@Nullable String text) throws Unreadable {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Unreadable("is not percent-encoded as it should be", REMEDY);
        }
    }
}
