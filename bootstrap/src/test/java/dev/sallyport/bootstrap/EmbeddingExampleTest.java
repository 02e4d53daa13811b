package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddingExampleTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    @Test
    void works() {
        Map<String, String> settings = Settings.on(POSTGRES.server().createEmptyDatabase());
        FakeMailTransport mail = new FakeMailTransport();

        assertThat(EmbeddingExample.register(settings, mail, "ada@example.com", "correct horse battery staple"))
                .isEqualTo("a code for 600 s");
        assertThat(EmbeddingExample.register(settings, mail, "bob@example.com", "short"))
                .isEqualTo("another password, please: [TOO_SHORT]");
    }
}
