package dev.sallyport.bootstrap.embedding;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.domain.mail.Mail;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The example of docs/embedding.md, where it stands word for word. */
// example
final class HttpMailTransport implements MailTransport {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI api;
    private final String key;
    private final String from;

    HttpMailTransport(URI api, String key, String from) {
        this.api = api;
        this.key = key;
        this.from = from;
    }

    @Override
    public Delivery deliver(Mail mail) {
        try {
            var request = HttpRequest.newBuilder(api)
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", mail.id().toString())
                    .POST(BodyPublishers.ofString(json.writeValueAsString(Map.of(
                            "from", from,
                            "to", mail.to().value(),
                            "subject", mail.content().subject(),
                            "text", mail.content().text(),
                            "html", mail.content().html()))))
                    .build();
            return delivery(http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException failure) {
            return new Delivery.Postponed("no answer");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Delivery.Postponed("interrupted");
        }
    }

    private static Delivery delivery(int status) {
        String reason = "http " + status;
        return switch (status) {
            case 200, 201, 202, 204 -> new Delivery.Delivered();
            // About this mail. All else is about us (a wrong key), or passes (too many requests, an outage).
            case 400, 413, 422 -> new Delivery.Refused(reason);
            default -> new Delivery.Postponed(reason);
        };
    }

    @Override
    public String destination() {
        return api.getHost();
    }
}
// end
