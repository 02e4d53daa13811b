package dev.sallyport.bench;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.admin.Statistics;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.admin.UserDirectory.Filter;
import dev.sallyport.application.admin.UserDirectory.Standing;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes as many users as it is told, and measures how long a page takes of all of them and of those whom somebody looks for: what nearly
 * everybody has, what few have and what nobody has. {@code bench/users} starts a database for it.
 */
public final class UserSearch {
    private static final String DATABASE = "user_search";
    private static final int PAGE = 21;
    private static final long MOST_NANOS = 20_000_000_000L;

    /**
     * From what nearly all have to what nobody has; the odd ones are made of frequent parts, have no three letters, or would be in nearly every
     * address if letters stood for its signs.
     */
    private static final List<String> TEXTS = List.of(
            "com",
            "gmail",
            "anna",
            "smith",
            "anderson",
            "zoë",
            "秀英",
            "lindqvist",
            "bubepos",
            "hesadata",
            "weber18",
            "999999@",
            "van-den",
            "-com",
            "j.d",
            "@ba",
            "nobody-here",
            "xcom",
            "xnet",
            "qgmail",
            "comk",
            "o'b",
            "+++",
            "((((",
            "an",
            "zz",
            "x",
            "秀");

    private static final List<String> COMBINED = List.of("gmail", "anderson", "bubepos");

    private static final List<@Nullable RoleName> ROLES = Arrays.asList(
            null, new RoleName("customer"), new RoleName("support"), new RoleName("user"), new RoleName("admin"));

    private UserSearch() {}

    /**
     * Takes the address of a PostgreSQL server with a user who may create databases, the number of users, and how often everything is asked.
     *
     * @throws IllegalArgumentException if the server is not on this machine
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        URI server = LocalServer.parse(arguments[0]);
        int users = Integer.parseInt(arguments[1]);
        int calls = Integer.parseInt(arguments[2]);
        String[] credentials = server.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + "/";
        try (Connection connection = DriverManager.getConnection(
                        jdbc + server.getPath().substring(1), credentials[0], credentials[1]);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        DatabaseSettings settings = new DatabaseSettings(jdbc + DATABASE, credentials[0], credentials[1], 1);
        try (Database database = Database.open(settings)) {
            database.migrate();
            fill(settings, users);
            print("what", "p50 ms", "p95 ms", "p99 ms", "users");
            measurePages(database.userDirectory(), calls);
            measureStatistics(database.statistics());
        }
    }

    private static void fill(DatabaseSettings settings, int users) throws IOException, SQLException {
        try (InputStream script = Objects.requireNonNull(UserSearch.class.getResourceAsStream("users.sql"));
                Connection connection =
                        DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            statement.execute(sql.replace(":users", Integer.toString(users)));
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static void measurePages(UserDirectory directory, int calls) {
        for (RoleName role : ROLES) {
            for (Standing standing : new Standing[] {null, Standing.ACTIVE, Standing.SUSPENDED}) {
                measure(directory, name("all", role, standing), new Filter(null, standing, role), calls);
            }
        }
        for (String text : TEXTS) {
            measure(directory, text, new Filter(new SearchText(text), null, null), calls);
        }
        for (String text : COMBINED) {
            for (RoleName role : ROLES.subList(0, 3)) {
                for (Standing standing : new Standing[] {null, Standing.SUSPENDED}) {
                    if (role != null || standing != null) {
                        Filter filter = new Filter(new SearchText(text), standing, role);
                        measure(directory, name(text, role, standing), filter, calls);
                    }
                }
            }
        }
    }

    private static String name(String text, @Nullable RoleName role, @Nullable Standing standing) {
        return text
                + (role == null ? "" : " as " + role)
                + (standing == null ? "" : " " + standing.name().toLowerCase(Locale.ROOT));
    }

    /** The first page and, where there is one, the second, in turn; what takes very long is asked for less often. */
    private static void measure(UserDirectory directory, String name, Filter filter, int calls) {
        Samples first = new Samples();
        Samples second = new Samples();
        int brokenOff = 0;
        int found = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < calls && System.nanoTime() - begun < MOST_NANOS; i++) {
            try {
                List<User> page = timed(first, directory, filter, null);
                found = page.size();
                if (found == PAGE) {
                    timed(second, directory, filter, page.getLast().id());
                }
            } catch (ServiceUnavailable tookTooLong) {
                brokenOff++;
            }
        }
        String told = brokenOff == 0 ? "" : ", broken off " + brokenOff + " times of " + first.size();
        print(name + told, first, found);
        if (second.size() > 0) {
            print(name + ", second page", second, PAGE);
        }
    }

    private static List<User> timed(Samples samples, UserDirectory directory, Filter filter, @Nullable UserId before) {
        long begun = System.nanoTime();
        try {
            return directory.page(filter, before, PAGE);
        } finally {
            samples.add(System.nanoTime() - begun, true);
        }
    }

    private static void measureStatistics(Statistics statistics) {
        Samples samples = new Samples();
        LocalDate from = LocalDate.now(ZoneOffset.UTC).minusDays(29);
        List<Long> counted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long begun = System.nanoTime();
            counted.add(statistics.since(from).counts().users());
            samples.add(System.nanoTime() - begun, true);
        }
        print("statistics", samples, Math.toIntExact(counted.getFirst()));
    }

    private static void print(String name, Samples samples, int found) {
        print(
                name,
                millis(samples.percentileMillis(50)),
                millis(samples.percentileMillis(95)),
                millis(samples.percentileMillis(99)),
                Integer.toString(found));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static void print(String... cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }
}
