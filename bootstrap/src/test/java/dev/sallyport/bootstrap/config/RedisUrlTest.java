package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.ratelimit.redis.RedisAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisUrlTest {
    private static RedisAddress parse(String text) throws Unreadable {
        return new RedisUrl().read(text);
    }

    /** What is printed leaves out user and password alone. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis://redis                                   | redis://redis:6379/0
            redis://10.0.0.7:7000/3                         | redis://10.0.0.7:7000/3
            redis://[::1]:7000/                             | redis://[::1]:7000/0
            rediss://redis.example.com                      | rediss://redis.example.com:6379/0
            redis://ada:hunter2@redis                       | redis://redis:6379/0
            redis://:hunter2@redis                          | redis://redis:6379/0
            redis://:@redis                                 | redis://redis:6379/0
            redis-sentinel://one,two:7001/2?master=budgets  | redis-sentinel://one:26379,two:7001/2?master=budgets
            rediss-sentinel://ada:hunter2@one?master=b.1-2  | rediss-sentinel://one:26379/0?master=b.1-2
            redis-cluster://one,two:7001,[::1]:7002         | redis-cluster://one:6379,two:7001,[::1]:7002
            rediss-cluster://:hunter2@one/0                 | rediss-cluster://one:6379
            """)
    void readsWhereRedisIs(String text, String shown) throws Unreadable {
        assertThat(parse(text)).hasToString(shown);
        assertThat(new RedisUrl().show(text, parse(text))).isEqualTo(shown);
        assertThat(parse(text).tls()).isEqualTo(text.startsWith("rediss"));
    }

    @Test
    void decodesUserAndPassword() throws Unreadable {
        RedisAddress address = parse("redis://sally%40port:p%40ss+w%2Ford%3A%25:@redis");

        assertThat(address.user()).isEqualTo("sally@port");
        assertThat(address.password().reveal()).isEqualTo("p@ss+w/ord:%:");
    }

    @Test
    void knowsAPasswordWithoutAUser() throws Unreadable {
        RedisAddress address = parse("redis://:hunter2@redis");

        assertThat(address.user()).isNull();
        assertThat(address.password().reveal()).isEqualTo("hunter2");
        assertThat(parse("redis://redis").password()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis                                       | is not the address of a Redis
            redis:6379                                  | is not the address of a Redis
            http://hunter2@redis                        | is not the address of a Redis
            REDIS://redis                               | is not the address of a Redis
            redis://                                    | is not the address of a Redis
            redis://:hunter2@                           | is not the address of a Redis
            redis://ada:hunt@er2@redis                  | is not the address of a Redis
            redis://ada:hunt#er2@redis                  | is not the address of a Redis
            redis://redis/0/hunter2                     | is not the address of a Redis
            redis-sentinels://redis?master=m            | is not the address of a Redis
            redis://ada:hunt/er2@redis                  | names a server that is none
            redis://hunter2@redis                       | has a user without a password
            redis://ada:hunter2%@redis                  | is not percent-encoded as it should be
            redis://ada:hunter2%zz@redis                | is not percent-encoded as it should be
            redis://hunter 2                            | names a server that is none
            redis://redis:0                             | names a server that is none
            redis://redis:65536                         | names a server that is none
            redis://redis:6379:hunter2                  | names a server that is none
            redis://::1                                 | names a server that is none
            redis-cluster://one,,two                    | names a server that is none
            redis://one,two                             | names several servers
            redis://redis/hunter2                       | has a database that is no number
            redis://redis/-1                            | has a database that is no number
            redis://redis?ssl=hunter2                   | has parameters, of which there are none
            redis-cluster://redis?password=hunter2      | has parameters, of which there are none
            redis-cluster://redis/1                     | names a database, and a cluster has only one
            redis-sentinel://redis                      | does not say what its sentinels call the master
            redis-sentinel://redis?master=              | does not say what its sentinels call the master
            redis-sentinel://redis?master=m&x=hunter2   | does not say what its sentinels call the master
            """)
    void saysWhatIsWrongAndShowsAnExampleAndNoPassword(String text, String flaw) {
        Problem problem =
                catchThrowableOfType(Unreadable.class, () -> parse(text)).of("REDIS_URL");

        assertThat(problem.flaw()).startsWith(flaw);
        assertThat(problem.remedy()).containsPattern("rediss?(-sentinel|-cluster)?://");
        assertThat(problem.toString()).doesNotContain("hunter2", "hunt", "er2");
    }
}
