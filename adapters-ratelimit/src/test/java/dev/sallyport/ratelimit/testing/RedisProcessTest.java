package dev.sallyport.ratelimit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RedisProcessTest {
    @Test
    void hangsDiesAndComesBackEmpty() {
        try (RedisProcess redis = RedisProcess.start()) {
            try (Jedis jedis = new Jedis("127.0.0.1", redis.port(), 200)) {
                jedis.set("key", "value");
                redis.hang();
                assertThatThrownBy(() -> jedis.get("key")).isInstanceOf(JedisConnectionException.class);
            }
            redis.goOn();
            redis.kill();
            redis.restart();
            try (Jedis jedis = new Jedis("127.0.0.1", redis.port(), 2_000)) {
                assertThat(jedis.get("key")).isNull();
            }
        }
    }
}
