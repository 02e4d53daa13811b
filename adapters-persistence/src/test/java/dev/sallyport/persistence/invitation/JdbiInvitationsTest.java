package dev.sallyport.persistence.invitation;

import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.invitation.Invitations;
import dev.sallyport.application.testing.InvitationsContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiInvitationsTest extends InvitationsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected Invitations invitations() {
        return postgres.database().invitations();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected Roles roles() {
        return postgres.database().roles();
    }
}
