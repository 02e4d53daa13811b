package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseAddressTest {
    private static DatabaseAddress parse(String text) throws Unreadable {
        return DatabaseAddress.type().read(text);
    }

    @Test
    void decodesUserAndPassword() throws Unreadable {
        DatabaseAddress address =
                parse("postgresql://sally%40port:p%40ss+w%2Ford%3A%25@db:5433/accounts?sslmode=require");

        assertThat(address.user()).isEqualTo("sally@port");
        assertThat(address.password().reveal()).isEqualTo("p@ss+w/ord:%");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5433/accounts?sslmode=require");
    }

    @Test
    void takesUserAndPasswordOutOfAJdbcAddress() throws Unreadable {
        DatabaseAddress address = parse("jdbc:postgresql://[::1]:5432/accounts?user=us&ssl=true&password=hunter%202");

        assertThat(address.user()).isEqualTo("us");
        assertThat(address.password().reveal()).isEqualTo("hunter 2");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5432/accounts?ssl=true");
    }

    @Test
    void speaksTheDriversDialect() throws Unreadable {
        DatabaseAddress address = parse(
                "postgres://us@one,two:5433/accounts?application_name=x&connect_timeout=3&channel_binding=require");

        assertThat(address.password()).isNull();
        assertThat(address.jdbcUrl())
                .isEqualTo(
                        "jdbc:postgresql://one,two:5433/accounts?ApplicationName=x&connectTimeout=3&channelBinding=require");
    }

    @Test
    void printsWithoutItsPassword() throws Unreadable {
        assertThat(parse("postgresql://us:hunter2@db/accounts")).asString().doesNotContain("hunter2");
    }

    @Test
    void showsNoParameterThatMayBeSecret() throws Unreadable {
        DatabaseAddress address = DatabaseAddress.type()
                .read("postgresql://ada:hunter2@localhost/accounts?sslmode=require&sslpassword=hunter3");

        assertThat(address).hasToString("jdbc:postgresql://localhost/accounts?sslmode=require&sslpassword=…");
        assertThat(address.jdbcUrl()).endsWith("sslpassword=hunter3");
    }
}
