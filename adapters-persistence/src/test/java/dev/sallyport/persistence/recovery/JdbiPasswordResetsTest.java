package dev.sallyport.persistence.recovery;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.application.testing.PasswordResetsContract;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiPasswordResetsTest extends PasswordResetsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected PasswordResets resets() {
        return postgres.database().passwordResets();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected void suspend(UserId user) {
        Sql.execute(postgres.settings(), "UPDATE users SET status = 'suspended' WHERE id = '" + user + "'");
    }
}
