package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudioTest {
    private static DevDirectory directory;
    private static DevPostgres postgres;
    private static Studio studio;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start(@TempDir Path temporary) throws SQLException {
        directory = DevDirectory.kept(temporary);
        postgres = DevPostgres.start(directory, PrivateCache.folder(System.getenv()), 0);
        studio = Studio.start(0, postgres::connectBrowser);
        execute("CREATE TABLE guests (name text)");
        execute("INSERT INTO guests VALUES ('Ada Lovelace')");
    }

    @AfterAll
    static void stop() throws IOException {
        studio.close();
        postgres.close();
        directory.close();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(RunningDev.jdbcUrl(postgres.url()))) {
            connection.createStatement().execute(sql);
        }
    }

    @Test
    void leadsToTheTablesWithoutASignIn() throws Exception {
        String session = open();

        assertThat(get("/frame.jsp?" + session)).contains("tables.do?" + session);
        assertThat(get("/tables.do?" + session)).contains("guests");
        assertThat(query(session, "SELECT * FROM guests")).contains("Ada Lovelace");
        assertThat(get("/stylesheet.css")).contains("font");
    }

    @Test
    void keepsWhatIsChanged() throws Exception {
        query(open(), "INSERT INTO guests VALUES ('Grace Hopper')");

        assertThat(query(open(), "SELECT * FROM guests WHERE name LIKE 'G%'")).contains("Grace Hopper");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO PROGRAM 'cat'",
                "COPY guests TO '/tmp/guests'",
                "SELECT pg_read_file('pg_hba.conf')",
                "ALTER ROLE postgres PASSWORD 'known'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "SET ROLE postgres"
            })
    void reachesNothingButRows(String sql) throws Exception {
        assertThat(query(open(), sql)).contains("permission denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: studio.example",
                "Host: studio.example:5555",
                "Host: localhost.example",
                "Host: 192.0.2.1",
                "Host: localhost\r\nOrigin: http://elsewhere.example",
                "Host: localhost\r\nOrigin: https://localhost",
                "Host: localhost\r\nOrigin: null",
                "Host: localhost\r\nSec-Fetch-Site: cross-site",
                "Host: localhost\r\nSec-Fetch-Site: same-site"
            })
    void turnsAwayWhatAPageElsewhereCanSend(String headers) throws Exception {
        String session = open();

        assertThat(raw("GET / HTTP/1.1\r\n" + headers)).startsWith("HTTP/1.1 403");
        assertThat(raw("GET /query.do?" + session + "&sql=SELECT HTTP/1.1\r\n" + headers))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: LOCALHOST:5555",
                "Host: 127.0.0.1:5555",
                "Host: [::1]:5555",
                "Host: localhost:5555\r\nOrigin: http://localhost:5555\r\nSec-Fetch-Site: same-origin",
                "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate"
            })
    void letsInWhomItIsFor(String headers) throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\n" + headers)).startsWith("HTTP/1.1 302");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login.jsp",
                "/logout.do",
                "/admin.do",
                "/adminShutdown.do",
                "/tools.jsp",
                "/test.do",
                "/%6cogout.do"
            })
    void neitherLeavesTheDatabaseForAnotherNorEnds(String path) throws Exception {
        String session = open();

        assertThat(get(path + "?" + session)).contains("top.location.replace(\"/\")");
        assertThat(query(session, "SELECT * FROM guests")).contains("Ada Lovelace");
    }

    @Test
    void connectsAgainIfTheConnectionBroke() throws Exception {
        String session = open();
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
        query(session, "SELECT * FROM guests");

        assertThat(query(session, "SELECT * FROM guests")).contains("top.location.replace(\"/\")");
        assertThat(query(open(), "SELECT * FROM guests")).contains("Ada Lovelace");
    }

    @Test
    void startsAfreshForASessionOfAnEarlierServer() throws Exception {
        assertThat(get("/tables.do?jsessionid=0123456789abcdef")).contains("top.location.replace(\"/\")");
        assertThat(get("/tables.do")).contains("top.location.replace(\"/\")");
    }

    @Test
    void holdsOnlySoManyConnections() throws Exception {
        String first = open();
        for (int i = 0; i < 8; i++) {
            open();
        }

        assertThat(get("/tables.do?" + first)).contains("top.location.replace(\"/\")");
    }

    /** The query of a new session's address. */
    private String open() throws Exception {
        HttpResponse<String> redirect = client.send(
                HttpRequest.newBuilder(URI.create(studio.url() + "/")).build(), BodyHandlers.ofString());
        assertThat(redirect.statusCode()).isEqualTo(302);
        return URI.create(redirect.headers().firstValue("Location").orElseThrow())
                .getQuery();
    }

    private String get(String path) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(studio.url() + path)).build(), BodyHandlers.ofString())
                .body();
    }

    private String query(String session, String sql) throws Exception {
        String form = "sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(studio.url() + "/query.do?" + session))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** The JDK's client does not let us say which host we mean. */
    private static String raw(String request) throws IOException {
        int port = URI.create(studio.url()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream()
                    .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
