package dev.sallyport.persistence.recovery;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.application.testing.RecoveryRequestsContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiRecoveryRequestsTest extends RecoveryRequestsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected RecoveryRequests requests() {
        return postgres.database().recoveryRequests(() -> {});
    }

    @Override
    protected Transactor transactor() {
        return postgres.database().transactor();
    }
}
