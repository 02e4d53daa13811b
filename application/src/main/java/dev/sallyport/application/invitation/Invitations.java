package dev.sallyport.application.invitation;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All invitations that are not accepted yet, one for each address at the most. One that somebody sent who has no account any more is gone. */
public interface Invitations {
    /** That to the address, even if it has expired. */
    Optional<Invitation> find(EmailAddress email);

    /** The same, held until the transaction ends: nobody else invites the address meanwhile, also if nobody has before. */
    Optional<Invitation> hold(EmailAddress email);

    /** That for the account, even if it has expired, held until the transaction ends. */
    Optional<Invitation> hold(UserId account);

    /**
     * Keeps an invitation, in the place of any to the same address, whose link is void from then on. All its roles must be there.
     *
     * @return as it is kept: if the address was invited before, the account will have the id that was told then
     */
    Invitation keep(Invitation invitation, SecretDigest link);

    /** The one whose link that is, unless it has expired. One round trip. */
    Optional<Invitation> find(SecretDigest link, Instant now);

    /** Uses it up, unless it has expired. Of many at once, exactly one succeeds. */
    Optional<Invitation> spend(SecretDigest link, Instant now);

    /** That for the account, even if it has expired. */
    Optional<Invitation> find(UserId account);

    /**
     * Those that have not expired, newest first by their accounts' ids.
     *
     * @param before only those before this one in that order, that is to say older ones; null for all
     * @param most how many at the most
     */
    List<Invitation> page(@Nullable UserId before, int most, Instant now);

    void remove(UserId account);

    /** Forgets that to the address, for somebody of whom nothing is to be left. */
    void forget(EmailAddress email);

    /**
     * Forgets those that have expired.
     *
     * @param most how many at the most
     * @return how many were forgotten
     */
    int purge(Instant now, int most);
}
