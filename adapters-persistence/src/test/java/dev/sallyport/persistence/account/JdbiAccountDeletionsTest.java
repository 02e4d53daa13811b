package dev.sallyport.persistence.account;

import dev.sallyport.application.account.AccountDeletions;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.AccountDeletionsContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiAccountDeletionsTest extends AccountDeletionsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected AccountDeletions deletions() {
        return postgres.database().accountDeletions();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected Sessions sessions() {
        return postgres.database().sessions();
    }
}
