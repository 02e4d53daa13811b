package dev.sallyport.bootstrap.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and who may enter, from {@code postgresql://user:password@host:5432/name?sslmode=…} or {@code
 * jdbc:postgresql://…}. It prints without its password.
 *
 * @param jdbcUrl the address for the driver, without user and password
 */
record DatabaseAddress(
        String jdbcUrl, @Nullable String user, @Nullable ConfiguredSecret password) {
    private static final Pattern FORM = Pattern.compile(
            "(?<jdbc>jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?@]+)/(?<name>[^/?]+)(?:\\?(?<query>.*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    /** By which one list of hosts leads to the primary or to a replica. */
    private static final String SERVER_TYPE = "targetServerType";

    private static final String REMEDY =
            "Write postgresql://user:password@host:5432/name, special characters percent-encoded (@ as %40).";

    /** What libpq, and so everybody's connection strings, call differently from the JDBC driver. */
    private static final Map<String, String> JDBC_NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "gssencmode", "gssEncMode",
            "sslnegotiation", "sslNegotiation");

    static ValueType<DatabaseAddress> type() {
        return new ValueType<>() {
            @Override
            public DatabaseAddress read(String text) throws Unreadable {
                return parse(text);
            }

            @Override
            public String show(String text, DatabaseAddress value) {
                return value.toString();
            }
        };
    }

    /** It may hold a password wherever it is malformed, so no message repeats it. */
    private static DatabaseAddress parse(String text) throws Unreadable {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new Unreadable("is not the address of a PostgreSQL database", REMEDY);
        }
        for (String host : form.group("hosts").split(",", -1)) {
            if (!HOST.matcher(host).matches()) {
                throw new Unreadable("names a host that is none", REMEDY);
            }
        }
        String user = form.group("user");
        String password = form.group("password");
        List<String> parameters = new ArrayList<>();
        String query = form.group("query");
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            switch (name) {
                case "" -> {}
                case "user" -> user = value;
                case "password" -> password = value;
                default -> parameters.add(jdbcName(name) + "=" + value);
            }
        }
        String jdbcUrl = "jdbc:postgresql://" + form.group("hosts") + "/" + form.group("name")
                + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
        return new DatabaseAddress(jdbcUrl, present(user), secret(present(password)));
    }

    /** The driver ignores what it does not know; a mistyped {@code sslmode} would go unnoticed. */
    private static String jdbcName(String name) throws Unreadable {
        String jdbcName = JDBC_NAMES.getOrDefault(name, name);
        if (!isKnown(jdbcName)) {
            throw new Unreadable(
                    "has a parameter that the PostgreSQL driver does not know",
                    "Known are, for example, sslmode, sslrootcert, connect_timeout and application_name.");
        }
        return jdbcName;
    }

    private static boolean isKnown(String jdbcName) {
        String driver = "jdbc:postgresql:";
        try {
            return Arrays.stream(DriverManager.getDriver(driver).getPropertyInfo(driver, new Properties()))
                    .anyMatch(property -> property.name.equals(jdbcName));
        } catch (SQLException absent) {
            throw new IllegalStateException("the PostgreSQL driver is not on the classpath", absent);
        }
    }

    private static @Nullable String present(@Nullable String text) throws Unreadable {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Unreadable("is not percent-encoded as it should be", REMEDY);
        }
    }

    private static @Nullable ConfiguredSecret secret(@Nullable String text) {
        return text == null ? null : new ConfiguredSecret(text);
    }

    /** Whether an encrypted connection may be had or not, as whoever stands in between likes it (ASVS 12.3.1). */
    boolean leavesTlsToChance() {
        return switch (parameter("sslmode")) {
            case "allow", "prefer" -> true;
            case "" -> !isLocal();
            default -> false;
        };
    }

    /** Whether both lead to the same database on the same server, whoever enters it and how. */
    boolean leadsWhere(DatabaseAddress other) {
        return place().equals(other.place()) && parameter(SERVER_TYPE).equals(other.parameter(SERVER_TYPE));
    }

    /** Host, port and name. */
    private String place() {
        int query = jdbcUrl.indexOf('?');
        String place = query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
        return place.toLowerCase(Locale.ROOT).replaceAll("(?<=[^/]):5432(?=[,/])", "");
    }

    private boolean isLocal() {
        String hosts = jdbcUrl.substring(jdbcUrl.indexOf("//") + 2, jdbcUrl.indexOf('/', jdbcUrl.indexOf("//") + 2));
        return Arrays.stream(hosts.split(",", -1))
                .map(host -> host.replaceFirst(":[0-9]+$", ""))
                .allMatch(LOCAL_HOSTS::contains);
    }

    private String parameter(String name) {
        return parameters()
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private Stream<String> parameters() {
        int query = jdbcUrl.indexOf('?');
        return query < 0
                ? Stream.empty()
                : Arrays.stream(jdbcUrl.substring(query + 1).split("&", -1));
    }

    /** Without secrets: of the parameters, some of which are, only {@code sslmode} is shown. */
    @Override
    public String toString() {
        int query = jdbcUrl.indexOf('?');
        String shown = parameters()
                .map(parameter -> parameter.startsWith("sslmode=") ? parameter : parameter.replaceFirst("=.*", "=…"))
                .collect(Collectors.joining("&"));
        return query < 0 ? jdbcUrl : jdbcUrl.substring(0, query + 1) + shown;
    }
}
