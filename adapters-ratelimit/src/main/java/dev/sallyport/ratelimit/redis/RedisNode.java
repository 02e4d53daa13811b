package dev.sallyport.ratelimit.redis;

/**
 * One server.
 *
 * @param host its name or address, IPv6 without brackets
 */
public record RedisNode(String host, int port) {
    public static final int STANDARD_PORT = 6379;
    public static final int STANDARD_SENTINEL_PORT = 26_379;
    private static final int MAX_PORT = 65_535;

    public RedisNode {
        if (host.isEmpty() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a server has a name and a port");
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
