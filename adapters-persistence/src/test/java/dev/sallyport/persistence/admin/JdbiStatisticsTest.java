package dev.sallyport.persistence.admin;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.admin.Statistics;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.StatisticsContract;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiStatisticsTest extends StatisticsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected Statistics statistics() {
        return postgres.database().statistics();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected Sessions sessions() {
        return postgres.database().sessions();
    }

    @Override
    protected MailOutbox mailOutbox() {
        return postgres.database().mailOutbox(new FakeVault("master key"), () -> {});
    }

    @Override
    protected AuditTrail auditTrail() {
        return postgres.database().auditTrail();
    }

    @Override
    protected void suspend(UserId user) {
        Sql.execute(postgres.settings(), "UPDATE users SET status = 'suspended' WHERE id = '" + user + "'");
    }
}
