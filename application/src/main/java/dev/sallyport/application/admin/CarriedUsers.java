package dev.sallyport.application.admin;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All accounts, as they are carried to and from elsewhere: many at a time. */
public interface CarriedUsers {
    /** The accounts that have any of these addresses or ids. One round trip. */
    List<CarriedUser> find(Set<EmailAddress> emails, Set<UserId> ids);

    /** Those of these ids whose accounts were deleted, as far back as the audit trail goes. One round trip. */
    Set<UserId> deleted(Set<UserId> ids);

    /**
     * Adds accounts, all whose address and id are free; the roles must be there. Of many at once that have the same, exactly one is added. One
     * round trip.
     *
     * @return who was added
     */
    Set<UserId> add(List<CarriedUser> users);

    /**
     * Accounts by id, but for those that are being deleted.
     *
     * @param after only those after this one; null for all
     * @param most how many at the most
     */
    List<CarriedUser> page(@Nullable UserId after, int most);
}
