package dev.sallyport.persistence.account;

import dev.sallyport.application.account.EmailChanges;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.testing.EmailChangesContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiEmailChangesTest extends EmailChangesContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected EmailChanges changes() {
        return postgres.database().emailChanges();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }
}
