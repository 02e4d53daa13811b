package dev.sallyport.application.testing;

import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.recovery.RecoveryRequest;
import java.util.List;

/** {@link RecoveryRequests} in memory. */
public final class InMemoryRecoveryRequests implements RecoveryRequests {
    private final InMemoryDatabase database;

    public InMemoryRecoveryRequests(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void file(RecoveryRequest request) {
        database.recoveryRequests.put(request.id(), request);
    }

    @Override
    public List<RecoveryRequest> take(int most) {
        return database.locked(() -> {
            List<RecoveryRequest> taken = waiting().stream().limit(most).toList();
            taken.forEach(request -> database.recoveryRequests.remove(request.id()));
            return taken;
        });
    }

    @Override
    public void forget(EmailAddress email) {
        waiting().stream()
                .filter(request -> request.email().equals(email))
                .forEach(request -> database.recoveryRequests.remove(request.id()));
    }

    /** What has not been answered yet, oldest first. */
    public List<RecoveryRequest> waiting() {
        return database.recoveryRequests.values();
    }
}
