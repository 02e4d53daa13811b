package dev.sallyport.bootstrap.background;

import static org.awaitility.Awaitility.await;

import dev.sallyport.mail.BundledMailTemplates;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordingWarmUpTest {
    private final BundledMailTemplates templates =
            new BundledMailTemplates("Acme", URI.create("https://id.example.com"));

    @Test
    void comesToAnEndByItself() {
        try (WordingWarmUp warmUp = WordingWarmUp.start(templates)) {
            await().atMost(Duration.ofSeconds(60)).until(warmUp::isOver);
        }
    }

    @Test
    void endsWhenItIsClosed() {
        WordingWarmUp warmUp = WordingWarmUp.start(templates);

        warmUp.close();

        await().atMost(Duration.ofSeconds(20)).until(warmUp::isOver);
    }
}
