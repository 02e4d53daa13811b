package dev.sallyport.application.account;

import dev.sallyport.application.invitation.Invitations;
import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.session.KnownClients;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;

/** Forgets what accounts have left behind, or should have come of: expired invitations, links, codes and sign-ins that were not gone on with, old addresses, and clients that were not seen for long. */
public final class PurgeAccountTraces {
    private final PasswordResets resets;
    private final EmailChanges emailChanges;
    private final KnownClients knownClients;
    private final SignInChallenges challenges;
    private final Invitations invitations;
    private final InstantSource clock;

    public PurgeAccountTraces(
            PasswordResets resets,
            EmailChanges emailChanges,
            KnownClients knownClients,
            SignInChallenges challenges,
            Invitations invitations,
            InstantSource clock) {
        this.resets = resets;
        this.emailChanges = emailChanges;
        this.knownClients = knownClients;
        this.challenges = challenges;
        this.invitations = invitations;
        this.clock = clock;
    }

    /**
     * One batch.
     *
     * @param most how many of each kind to forget at the most
     */
    public record Command(int most) {}

    /**
     * They are forgotten.
     *
     * @param purged how many of the kind of which there were most
     */
    public record Result(int purged) {}

    public Result handle(Command command) {
        Instant now = clock.instant();
        int links = resets.purge(now, command.most());
        int changes = emailChanges.purge(now, command.most());
        int clients = knownClients.purge(now.minus(SessionPolicy.DEVICE_RETENTION), command.most());
        int waiting = challenges.purge(now, command.most());
        int invited = invitations.purge(now, command.most());
        return new Result(
                IntStream.of(links, changes, clients, waiting, invited).max().orElse(0));
    }
}
