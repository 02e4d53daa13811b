package dev.sallyport.application.account;

import dev.sallyport.domain.account.Password;

/**
 * Passwords that became known when some other service was broken into (NIST SP 800-63B-4 §3.1.1.2, OWASP ASVS 6.2.12). Asking may mean to
 * call another service: it is never done inside a transaction, and only of passwords against which nothing else speaks.
 */
@FunctionalInterface
public interface BreachedPasswords {
    /**
     * Whether it is known to be among them. While that cannot be found out the answer is no, within about a second: an outage elsewhere
     * keeps nobody from choosing a password. Neither the password nor its whole digest leaves the house.
     */
    boolean contain(Password password);

    /** Nobody is asked. */
    static BreachedPasswords none() {
        return password -> false;
    }
}
