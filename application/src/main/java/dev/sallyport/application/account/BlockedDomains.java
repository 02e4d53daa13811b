package dev.sallyport.application.account;

import dev.sallyport.domain.account.EmailAddress;

/** Domains whose addresses no account may get, such as those of throw-away mail. Accounts that have such an address keep it. */
public interface BlockedDomains {
    /** Whether the address is at one of them. It is answered from memory. */
    boolean block(EmailAddress address);

    /** Blocks nothing. */
    static BlockedDomains none() {
        return address -> false;
    }
}
