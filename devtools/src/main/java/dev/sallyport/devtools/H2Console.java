package dev.sallyport.devtools;

import dev.sallyport.bootstrap.CannotStart;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.h2.server.web.WebServer;
import org.h2.tools.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** H2's web console on a port of its own, with a session and a connection for everybody who comes. */
final class H2Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(H2Console.class);
    private static final int MOST_SESSIONS = 8;

    private final WebServer webServer;
    private final Server server;
    private final Browsed database;
    private final Map<String, Connection> oldestFirst = new LinkedHashMap<>();

    private H2Console(WebServer webServer, Server server, Browsed database) {
        this.webServer = webServer;
        this.server = server;
        this.database = database;
    }

    /**
     * Starts it on any free port, on this machine alone.
     *
     * @param database that is browsed
     */
    static H2Console start(Browsed database) {
        // There is no option for it: without this it would listen to the whole network, and turn people away only then.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        WebServer webServer = new WebServer();
        try {
            // No properties: those of the developer's own H2 are none of our business.
            Server server = new Server(webServer, "-webPort", "0", "-webDaemon", "-properties", "null");
            server.start();
            return new H2Console(webServer, server, database);
        } catch (SQLException failure) {
            throw new CannotStart("The data browser does not start: " + failure.getMessage(), failure);
        }
    }

    /** Where it listens, without a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + webServer.getPort();
    }

    /**
     * Connects anew; the oldest of many connections is given up.
     *
     * @return the id of the new session
     */
    synchronized String newSession() throws SQLException {
        Connection connection = database.connect();
        String url = webServer.addSession(connection);
        String id = url.substring(url.indexOf('=') + 1);
        oldestFirst.put(id, connection);
        if (oldestFirst.size() > MOST_SESSIONS) {
            giveUpOldest();
        }
        return id;
    }

    private void giveUpOldest() {
        Iterator<Connection> connections = oldestFirst.values().iterator();
        close(connections.next());
        connections.remove();
    }

    /** Whether there is such a session, and its connection was not seen to break. */
    synchronized boolean hasSession(String id) {
        Connection connection = oldestFirst.get(id);
        try {
            if (connection == null || !connection.isClosed()) {
                return connection != null;
            }
        } catch (SQLException failure) {
            LOG.warn("a connection of the data browser is lost", failure);
        }
        oldestFirst.remove(id);
        return false;
    }

    synchronized List<String> sessions() {
        return List.copyOf(oldestFirst.keySet());
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            LOG.warn("could not close a connection of the data browser", failure);
        }
    }

    @Override
    public synchronized void close() {
        oldestFirst.values().forEach(H2Console::close);
        oldestFirst.clear();
        server.stop();
    }
}
