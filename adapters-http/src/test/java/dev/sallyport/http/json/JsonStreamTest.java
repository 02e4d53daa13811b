package dev.sallyport.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonStreamTest {
    private static final String ODD = "\" \\ \n \u0001 \u2028 \u00df \ud83d\ude00 </script>";

    private final SentBytes out = new SentBytes();

    @Test
    void writesWhatAWholeObjectWouldBe() throws IOException {
        List<ObjectNode> items = List.of(
                Json.object().put(ODD, 1.5), Json.object(), Json.object().putNull("nothing"));

        JsonStream.write(out, json -> {
            json.member("text", ODD);
            json.member("object", Json.object().put(ODD, ODD).put("big", Long.MAX_VALUE));
            json.array("items", items.iterator());
            json.array("none", List.<ObjectNode>of().iterator());
            json.member("last", "");
        });

        ObjectNode whole = Json.object().put("text", ODD);
        whole.putObject("object").put(ODD, ODD).put("big", Long.MAX_VALUE);
        whole.putArray("items").addAll(items);
        whole.putArray("none");
        whole.put("last", "");
        assertThat(out.toString(UTF_8)).isEqualTo(new String(Json.bytes(whole), UTF_8));
    }

    @Test
    void writesAnEmptyObject() throws IOException {
        JsonStream.write(out, json -> {});

        assertThat(out.toString(UTF_8)).isEqualTo("{}");
    }

    @Test
    void asksForAnItemOnlyWhenThoseBeforeAreWritten() throws IOException {
        var furthestAhead = new AtomicInteger();
        Stream<ObjectNode> items = IntStream.range(0, 10_000).mapToObj(i -> {
            furthestAhead.accumulateAndGet(i * 100 - out.size(), Math::max);
            return Json.object().put("text", "x".repeat(100));
        });

        JsonStream.write(out, json -> json.array("items", items.iterator()));

        assertThat(out.size()).isGreaterThan(1_000_000);
        assertThat(furthestAhead).hasValueLessThan(16_000);
    }

    @Test
    void neitherFlushesNorClosesNorMendsWhatFails() {
        assertThatThrownBy(() -> JsonStream.write(out, json -> {
                    json.member("user", Json.object());
                    json.array(
                            "items",
                            Stream.<ObjectNode>generate(() -> {
                                        throw new IllegalStateException("bug");
                                    })
                                    .iterator());
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(out.toString(UTF_8)).isEqualTo("{\"user\":{},\"items\":[");
        assertThat(out.flushed).isFalse();
        assertThat(out.closed).isFalse();
    }

    @Test
    void leavesItToTheStreamWhenToSend() throws IOException {
        JsonStream.write(out, json -> {
            json.member("user", Json.object());
            json.array("items", List.of(Json.object(), Json.object()).iterator());
        });

        assertThat(out.flushed).isFalse();
        assertThat(out.closed).isFalse();
    }

    /** Remembers whether it was flushed or closed. */
    private static final class SentBytes extends ByteArrayOutputStream {
        private boolean flushed;
        private boolean closed;

        @Override
        public void flush() {
            flushed = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
