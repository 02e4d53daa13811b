package dev.sallyport.application.testing;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.AccountDeletions;
import dev.sallyport.application.account.EmailChanges;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.admin.CarriedUsers;
import dev.sallyport.application.admin.Statistics;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.invitation.DeclaredAdministrators;
import dev.sallyport.application.invitation.Invitations;
import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.mail.MailRecords;
import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.application.registration.PendingRegistrations;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.session.KnownClients;
import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** The in-memory adapters keep the promises of their ports, like the real ones. */
class InMemoryAdaptersTest {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final MutableClock clock = new MutableClock();
    private final InMemoryUsers inMemoryUsers = new InMemoryUsers(database, clock);
    private final InMemoryRoles inMemoryRoles = new InMemoryRoles(database, inMemoryUsers);
    private final InMemorySessions inMemorySessions = new InMemorySessions(database, clock);
    private final InMemorySecondFactors inMemorySecondFactors = new InMemorySecondFactors(database, inMemoryUsers);
    private final InMemorySignInChallenges inMemoryChallenges =
            new InMemorySignInChallenges(database, inMemorySecondFactors);

    @Nested
    class OfTransactions extends TransactorContract {
        @Override
        protected Transactor transactor() {
            return database;
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }
    }

    @Nested
    class OfUsers extends UsersContract {
        @Override
        protected Users users() {
            return inMemoryUsers;
        }

        @Override
        protected Sessions sessions() {
            return inMemorySessions;
        }
    }

    @Nested
    class OfUserDirectories extends UserDirectoryContract {
        @Override
        protected UserDirectory directory() {
            return new InMemoryUserDirectory(database);
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }

        @Override
        protected Roles roles() {
            return inMemoryRoles;
        }

        @Override
        protected void suspend(UserId user) {
            inMemoryUsers.suspend(user);
        }
    }

    @Nested
    class OfStatistics extends StatisticsContract {
        @Override
        protected Statistics statistics() {
            return new InMemoryStatistics(database, clock);
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }

        @Override
        protected Sessions sessions() {
            return inMemorySessions;
        }

        @Override
        protected MailOutbox mailOutbox() {
            return new InMemoryMailQueue(database);
        }

        @Override
        protected AuditTrail auditTrail() {
            return new InMemoryAuditTrail(database);
        }

        @Override
        protected void suspend(UserId user) {
            inMemoryUsers.suspend(user);
        }
    }

    @Nested
    class OfCarriedUsers extends CarriedUsersContract {
        @Override
        protected CarriedUsers carried() {
            return new InMemoryCarriedUsers(database);
        }

        @Override
        protected AuditTrail auditTrail() {
            return new InMemoryAuditTrail(database);
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }
    }

    @Nested
    class OfDeclaredAdministrators extends DeclaredAdministratorsContract {
        @Override
        protected DeclaredAdministrators declared() {
            return new InMemoryDeclaredAdministrators(database);
        }
    }

    @Nested
    class OfRoles extends RolesContract {
        @Override
        protected Roles roles() {
            return inMemoryRoles;
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }
    }

    @Nested
    class OfEmailChanges extends EmailChangesContract {
        @Override
        protected EmailChanges changes() {
            return new InMemoryEmailChanges(database);
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }
    }

    @Nested
    class OfAccountDeletions extends AccountDeletionsContract {
        @Override
        protected AccountDeletions deletions() {
            return new InMemoryAccountDeletions(database, inMemoryUsers);
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }

        @Override
        protected Sessions sessions() {
            return inMemorySessions;
        }
    }

    @Nested
    class OfPasswordResets extends PasswordResetsContract {
        @Override
        protected PasswordResets resets() {
            return new InMemoryPasswordResets(database);
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }

        @Override
        protected void suspend(UserId user) {
            inMemoryUsers.suspend(user);
        }
    }

    @Nested
    class OfInvitations extends InvitationsContract {
        @Override
        protected Invitations invitations() {
            return new InMemoryInvitations(database);
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }

        @Override
        protected Roles roles() {
            return inMemoryRoles;
        }
    }

    @Nested
    class OfRecoveryRequests extends RecoveryRequestsContract {
        @Override
        protected RecoveryRequests requests() {
            return new InMemoryRecoveryRequests(database);
        }

        @Override
        protected Transactor transactor() {
            return database;
        }
    }

    @Nested
    class OfKnownClients extends KnownClientsContract {
        @Override
        protected KnownClients clients() {
            return new InMemoryKnownClients(database);
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }
    }

    @Nested
    class OfTheAuditTrail extends AuditTrailContract {
        private final InMemoryAuditTrail inMemoryTrail = new InMemoryAuditTrail(database);

        @Override
        protected AuditTrail trail() {
            return inMemoryTrail;
        }

        @Override
        protected Transactor transactor() {
            return database;
        }

        @Override
        protected @Nullable String clientOf(AuditEntry entry) {
            return inMemoryTrail.hasForgottenTheClientOf(entry)
                    ? null
                    : entry.client().address().toString();
        }
    }

    @Nested
    class OfPendingRegistrations extends PendingRegistrationsContract {
        @Override
        protected PendingRegistrations registrations() {
            return new InMemoryPendingRegistrations(database);
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }
    }

    @Nested
    class OfSessions extends SessionsContract {
        @Override
        protected Sessions sessions() {
            return inMemorySessions;
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }

        @Override
        protected MutableClock clock() {
            return clock;
        }

        @Override
        protected void suspend(UserId user) {
            inMemoryUsers.suspend(user);
        }

        @Override
        protected void demandSecondFactor(UserId user) {
            inMemoryUsers.setSecondFactor(user, true);
        }
    }

    @Nested
    class OfSecondFactors extends SecondFactorsContract {
        @Override
        protected SecondFactors factors() {
            return inMemorySecondFactors;
        }

        @Override
        protected SignInChallenges challenges() {
            return inMemoryChallenges;
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }

        @Override
        protected Sessions sessions() {
            return inMemorySessions;
        }

        @Override
        protected void suspend(UserId user) {
            inMemoryUsers.suspend(user);
        }
    }

    @Nested
    class OfSignInChallenges extends SignInChallengesContract {
        @Override
        protected SignInChallenges challenges() {
            return inMemoryChallenges;
        }

        @Override
        protected SecondFactors factors() {
            return inMemorySecondFactors;
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }
    }

    @Nested
    class OfRevocations extends RevocationFeedContract {
        private final InMemoryRevocationFeed inMemoryFeed = new InMemoryRevocationFeed(database);

        @Override
        protected RevocationFeed feed() {
            return inMemoryFeed;
        }

        @Override
        protected Sessions sessions() {
            return inMemorySessions;
        }

        @Override
        protected Users users() {
            return inMemoryUsers;
        }

        @Override
        protected void suspend(UserId user) {
            inMemoryUsers.suspend(user);
        }

        @Override
        protected Roles roles() {
            return inMemoryRoles;
        }

        @Override
        protected void changeRoles(UserId user, Set<RoleName> roles) {
            inMemoryUsers.changeRoles(user, roles);
        }
    }

    @Nested
    class OfMail extends MailQueueContract {
        private final InMemoryMailQueue mail = new InMemoryMailQueue(database);

        @Override
        protected MailOutbox outbox() {
            return mail;
        }

        @Override
        protected MailQueue queue() {
            return mail;
        }

        @Override
        protected MailRecords records() {
            return mail;
        }
    }

    @Nested
    class OfServerKeys extends ServerKeysContract {
        private final ServerKeys keys = new InMemoryServerKeys(new MutableClock());

        @Override
        protected ServerKeys keys() {
            return keys;
        }
    }
}
