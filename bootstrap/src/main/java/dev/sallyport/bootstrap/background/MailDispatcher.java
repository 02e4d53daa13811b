package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.mail.DispatchMail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox: as soon as it is woken, and once a second in case a retry is due, or that another instance has queued something could
 * not be heard.
 */
public final class MailDispatcher implements Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(MailDispatcher.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration POLL_DURING_OUTAGE = Duration.ofSeconds(5);

    /** With more at once, the outbox costs little; with many more, one who is slow would keep them from the others. */
    private static final int BATCH = 10;

    private final Outage database = new Outage("taking mail from the outbox");
    private final Outage delivery = new Outage("delivering mail");
    private final String destination;
    private volatile List<Work> workers = List.of();
    private volatile boolean closing;

    /**
     * One that does nothing yet.
     *
     * @param destination where mail is delivered to, as the log calls it
     */
    public MailDispatcher(String destination) {
        this.destination = destination;
    }

    /**
     * Begins to deliver; before that, waking it does nothing.
     *
     * @param concurrency how many mails are delivered at once
     */
    public void start(Workers workforce, DispatchMail dispatchMail, int concurrency) {
        List<Work> started = new ArrayList<>();
        for (int i = 1; i <= workforce.atOnce(concurrency); i++) {
            started.add(workforce.start(
                    "mail-" + i,
                    Urgency.AFTER_AN_ANSWER,
                    Duration.ZERO,
                    () -> dispatch(workforce, dispatchMail),
                    // Who has to do with all else, too, has to know of a server that takes nothing.
                    workforce.canWait() ? database : delivery));
        }
        workers = List.copyOf(started);
    }

    /** Has it look into the outbox now. Neither blocks nor throws. */
    public void wake() {
        workers.forEach(Work::wake);
    }

    private Duration dispatch(Workers workforce, DispatchMail dispatchMail) {
        DispatchMail.Result result;
        try {
            result = dispatchMail.handle(new DispatchMail.Command(BATCH, () -> !closing && workforce.hasTime()));
        } catch (ServiceUnavailable outage) {
            database.began(outage.dependency() + " is unavailable");
            return POLL_DURING_OUTAGE;
        }
        database.ended();
        result.postponed().stream()
                .findFirst()
                .ifPresent(reason -> delivery.began(destination + " does not take it now (" + reason + ")"));
        if (result.delivered() > 0) {
            delivery.ended();
        }
        result.undeliverable()
                .forEach(mail -> LOG.warn(
                        "mail {} ({}) cannot be delivered at all and is kept as a dead letter: {}",
                        mail.id(),
                        mail.kind(),
                        mail.reason()));
        return isWorthMore(workforce, result) ? Duration.ZERO : POLL;
    }

    /** A server that takes nothing may take something from others; but not while nobody else works. */
    private static boolean isWorthMore(Workers workforce, DispatchMail.Result result) {
        boolean isInVain = result.delivered() == 0 && !result.postponed().isEmpty();
        return result.madeProgress() && (workforce.canWait() || !isInVain);
    }

    @Override
    public List<Work> jobs() {
        return workers;
    }

    @Override
    public void close() {
        closing = true;
        List<Work> finishing = workers;
        workers = List.of();
        Repeating.closeAll(finishing);
    }
}
