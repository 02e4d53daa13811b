package dev.sallyport.application.admin;

import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All accounts, from the side of those who look for one. What it tells may be a moment old; nothing is decided by it. */
public interface UserDirectory {
    /**
     * Accounts with their roles and what those allow, the newest (by their ids) first. One round trip, whose cost hardly ever depends
     * on how many accounts there are or how many fit.
     *
     * @param before only what comes after this one in that order; null for all
     * @param most how many at the most
     * @throws dev.sallyport.application.ServiceUnavailable also if it takes too long, which a few seconds are
     */
    List<User> page(Filter filter, @Nullable UserId before, int most);

    /** An account, whatever its status. One round trip. */
    Optional<User> find(UserId id);

    /**
     * Which accounts; null for all.
     *
     * @param text what their address or their name has in it, or, if it is short, begins with; upper and lower case are alike
     * @param role one of those that they have
     */
    record Filter(
            @Nullable SearchText text,
            @Nullable Standing standing,
            @Nullable RoleName role) {
        public static final Filter NONE = new Filter(null, null, null);
    }

    /** Whether an account can be used. */
    enum Standing {
        ACTIVE,
        /** It cannot, be it that it was suspended or that its owner has it deleted. */
        SUSPENDED
    }
}
