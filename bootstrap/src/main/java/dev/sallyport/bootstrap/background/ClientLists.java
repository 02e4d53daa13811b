package dev.sallyport.bootstrap.background;

import dev.sallyport.bootstrap.config.ClientSettings;
import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.domain.session.ClientAddress;
import java.time.Duration;
import java.util.List;

/** Whom the operator lets in, and whom not. Files are looked at every second, so that changes are in force after two or three. */
public final class ClientLists implements Jobs {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final LiveList allowed;
    private final LiveList denied;
    private final AddressRanges proxies;
    private final Work looking;

    private ClientLists(Workers workers, ClientSettings settings, AddressRanges proxies) {
        this.allowed = new LiveList(settings.allowed());
        this.denied = new LiveList(settings.denied());
        this.proxies = proxies;
        this.looking = workers.start("client-lists", Urgency.BEFORE_AN_ANSWER, Duration.ZERO, this::look);
    }

    /**
     * Begins to keep up with the files.
     *
     * @param proxies whose word is taken on where requests come from
     */
    public static ClientLists start(Workers workers, ClientSettings settings, AddressRanges proxies) {
        return new ClientLists(workers, settings, proxies);
    }

    private Duration look() {
        allowed.look();
        denied.look();
        return PERIOD;
    }

    /** Whether nothing is to be done for that client. */
    public boolean isDenied(ClientAddress client) {
        return denied.contains(client) && !allowed.contains(client);
    }

    /**
     * Whether the client's requests are not counted. A trusted proxy's always are: whoever is taken for one is somebody whom no proxy names, and
     * may have seen to that.
     */
    public boolean isExempt(ClientAddress client) {
        return allowed.contains(client) && !proxies.contains(client);
    }

    @Override
    public List<Work> jobs() {
        return List.of(looking);
    }

    @Override
    public void close() {
        looking.close();
    }
}
