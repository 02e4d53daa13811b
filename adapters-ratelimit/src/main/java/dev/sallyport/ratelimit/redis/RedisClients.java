package dev.sallyport.ratelimit.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.util.Pool;

/** Opens Redis by its address. */
record RedisClients(RedisAddress address, RedisPatience patience, SSLSocketFactory sockets) {
    /** As many as the guard has calls under way, so that none of them waits for a connection and is taken for an outage. */
    private static final int MOST_CONNECTIONS = 64;

    /** Are made again without a request that waits for it, after Redis was away. */
    private static final int LEAST_CONNECTIONS = 1;

    private static final Duration UPKEEP = Duration.ofSeconds(2);
    private static final int CLUSTER_ATTEMPTS = 3;

    /**
     * Waits until it has answered.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if it does not
     */
    OpenRedis open() {
        OpenRedis redis = client();
        try {
            redis.greet();
            return redis;
        } catch (RuntimeException failure) {
            redis.close();
            throw failure;
        }
    }

    private OpenRedis client() {
        return switch (address.layout()) {
            case RedisAddress.Layout.Single(var node) -> {
                RedisClient client = RedisClient.builder()
                        .hostAndPort(hostAndPort(node))
                        .clientConfig(config())
                        .poolConfig(pool())
                        .build();
                yield new OpenRedis(client, () -> List.of(client.getPool()));
            }
            case RedisAddress.Layout.Watched(var sentinels, var master) -> {
                RedisSentinelClient client = RedisSentinelClient.builder()
                        .masterName(master)
                        .sentinels(hostsAndPorts(sentinels))
                        .clientConfig(config())
                        .sentinelClientConfig(connection().build())
                        .poolConfig(pool())
                        .build();
                yield new OpenRedis(
                        client,
                        pools(() -> client.getPrimaryNodesConnectionMap().values()));
            }
            case RedisAddress.Layout.Cluster(var seeds) -> {
                RedisClusterClient client = RedisClusterClient.builder()
                        .nodes(hostsAndPorts(seeds))
                        .clientConfig(config())
                        .poolConfig(pool())
                        .maxAttempts(CLUSTER_ATTEMPTS)
                        .topologyRefreshPeriod(UPKEEP)
                        .build();
                yield new OpenRedis(client, () -> client.getClusterNodes().values());
            }
        };
    }

    private static Supplier<Collection<? extends Pool<Connection>>> pools(
            Supplier<Collection<Pool<Connection>>> pools) {
        return pools::get;
    }

    private static Set<HostAndPort> hostsAndPorts(List<RedisNode> nodes) {
        return nodes.stream().map(RedisClients::hostAndPort).collect(Collectors.toSet());
    }

    private static HostAndPort hostAndPort(RedisNode node) {
        return new HostAndPort(node.host(), node.port());
    }

    /** For Redis itself. */
    JedisClientConfig config() {
        DefaultJedisClientConfig.Builder config = connection().database(address.database());
        RedisPassword password = address.password();
        if (password != null) {
            config.user(address.user()).password(password.reveal());
        }
        return config.build();
    }

    /** For sentinels too, which know neither users nor databases. */
    private DefaultJedisClientConfig.Builder connection() {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis((int) patience.connect().toMillis())
                .socketTimeoutMillis((int) patience.answer().toMillis())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        return address.tls() ? encrypted(config) : config;
    }

    @SuppressWarnings(
            "deprecation") // What is to follow makes a context for each connection, so that no session is ever resumed.
    private DefaultJedisClientConfig.Builder encrypted(DefaultJedisClientConfig.Builder config) {
        SSLParameters parameters = new SSLParameters();
        // Without it, any certificate of a known authority would do, whomever it is for.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return config.ssl(true).sslSocketFactory(sockets).sslParameters(parameters);
    }

    private ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_CONNECTIONS);
        pool.setMinIdle(LEAST_CONNECTIONS);
        pool.setMaxWait(patience.connect());
        pool.setTimeBetweenEvictionRuns(UPKEEP);
        pool.setJmxEnabled(false);
        return pool;
    }
}
