package dev.sallyport.devtools.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRunTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    private static List<String> sallyport(String command) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sallyport.bootstrap.Main",
                command);
    }

    @Test
    void usesARealServerAndStopsIt() throws IOException, InterruptedException {
        TrainingRun.run(sallyport("serve"), out);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Sallyport is ready on", "the server was used", "Stopped");
    }

    @Test
    void failsIfWhatItStartsIsNoServer() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TrainingRun.run(sallyport("check-config"), out))
                .withMessageContaining("ended before it was ready");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("The configuration is fine.");
    }
}
