package dev.sallyport.application;

import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.botchallenge.BotChallengePolicy;
import dev.sallyport.domain.mail.MailPolicy;
import dev.sallyport.domain.recovery.RecoveryPolicy;
import dev.sallyport.domain.registration.RegistrationPolicy;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.session.SessionPolicy;

/** The rules that an operator may choose. */
public record Policies(
        PasswordPolicy password,
        RegistrationPolicy registration,
        SessionPolicy session,
        AccountPolicy account,
        RecoveryPolicy recovery,
        SecondFactorPolicy secondFactor,
        MailPolicy mail,
        BotChallengePolicy botChallenge) {}
