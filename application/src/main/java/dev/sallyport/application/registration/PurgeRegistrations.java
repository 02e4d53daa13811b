package dev.sallyport.application.registration;

import java.time.InstantSource;

/** Forgets registrations that nobody proved in time, with the addresses and hashes they hold. */
public final class PurgeRegistrations {
    private final PendingRegistrations registrations;
    private final InstantSource clock;

    public PurgeRegistrations(PendingRegistrations registrations, InstantSource clock) {
        this.registrations = registrations;
        this.clock = clock;
    }

    /**
     * One batch.
     *
     * @param most how many to forget at the most
     */
    public record Command(int most) {}

    public record Result(int purged) {}

    public Result handle(Command command) {
        return new Result(registrations.purge(clock.instant(), command.most()));
    }
}
