package dev.sallyport.persistence;

/**
 * Where the database is, and how to sign in to it.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/name?parameters}, as pgjdbc reads it
 * @param user empty if the URL or the system says it
 * @param password empty if there is none; printed redacted, and so are the URL's parameters
 * @param poolSize how many connections are kept, and the most that are used at once
 */
public record DatabaseSettings(String jdbcUrl, String user, String password, int poolSize) {
    private static final String SCHEME = "jdbc:postgresql:";

    public DatabaseSettings {
        if (!jdbcUrl.startsWith(SCHEME)) {
            throw new IllegalArgumentException("a database URL starts with " + SCHEME);
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("a pool has at least one connection, not " + poolSize);
        }
    }

    @Override
    public String toString() {
        int parameters = jdbcUrl.indexOf('?');
        String url = parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters) + "?[redacted]";
        return "DatabaseSettings[" + url + ", " + user + ", [redacted], " + poolSize + "]";
    }
}
