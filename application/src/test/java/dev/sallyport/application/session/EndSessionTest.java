package dev.sallyport.application.session;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.account.ReadAccount;
import dev.sallyport.application.session.EndSession.Command;
import dev.sallyport.application.session.EndSession.Result;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.VerifiedAccessToken;
import org.junit.jupiter.api.Test;

class EndSessionTest {
    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn signedIn = journey.signedIn(ADA);
    private final VerifiedAccessToken caller = journey.caller(signedIn);

    @Test
    void endsTheSessionOfARefreshToken() {
        assertThat(end(new Command.ByRefreshToken(signedIn.refreshToken(), CLIENT)))
                .isEqualTo(new Result.Ended());

        assertNothingWorksAnyMore();
    }

    @Test
    void endsTheSessionOfAnAccessToken() {
        assertThat(end(new Command.ByAccessToken(caller, CLIENT))).isEqualTo(new Result.Ended());

        assertNothingWorksAnyMore();
    }

    @Test
    void endingItAgainIsNoErrorAndIsNotRememberedTwice() {
        end(new Command.ByRefreshToken(signedIn.refreshToken(), CLIENT));

        assertThat(end(new Command.ByRefreshToken(signedIn.refreshToken(), CLIENT)))
                .isEqualTo(new Result.Ended());

        assertThat(fakes.auditTrail().events())
                .filteredOn(AuditEvent.SignedOut.class::isInstance)
                .containsExactly(new AuditEvent.SignedOut(signedIn.user().id(), signedIn.session()));
    }

    @Test
    void refusesAForgedToken() {
        assertThat(end(new Command.ByRefreshToken(RefreshToken.of("forged"), CLIENT)))
                .isEqualTo(new Result.Rejected());
    }

    private void assertNothingWorksAnyMore() {
        assertThat(fakes.sallyport()
                        .refreshSession()
                        .handle(new RefreshSession.Command(signedIn.refreshToken(), CLIENT)))
                .isEqualTo(new RefreshSession.Result.Rejected());
        assertThat(fakes.sallyport().authenticate().handle(new Authenticate.Command(signedIn.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(fakes.sallyport().readAccount().handle(new ReadAccount.Command(caller)))
                .isEqualTo(new ReadAccount.Result.SignedOut());
    }

    private Result end(Command command) {
        return fakes.sallyport().endSession().handle(command);
    }
}
