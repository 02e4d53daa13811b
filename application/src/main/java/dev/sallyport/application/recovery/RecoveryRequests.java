package dev.sallyport.application.recovery;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.recovery.RecoveryRequest;
import java.util.List;

/** What people asked for who say that they lost a password, until it is answered by mail: a queue. */
public interface RecoveryRequests {
    /** Files a request. No account is looked up, so that nothing about it can show in the time that this takes. */
    void file(RecoveryRequest request);

    /**
     * Takes the oldest ones out. They are held until the transaction ends, and back in the queue if that fails; of many callers at once, each
     * gets others.
     */
    List<RecoveryRequest> take(int most);

    /** Forgets all requests for that address. */
    void forget(EmailAddress email);
}
