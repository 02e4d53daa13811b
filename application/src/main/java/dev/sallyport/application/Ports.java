package dev.sallyport.application;

import dev.sallyport.application.account.AccountDeletions;
import dev.sallyport.application.account.BreachedPasswords;
import dev.sallyport.application.account.EmailChanges;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.PasswordMeter;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.mail.MailTemplates;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.application.registration.PendingRegistrations;
import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.application.secret.SecretGenerator;
import dev.sallyport.application.session.AccessTokens;
import dev.sallyport.application.session.KnownClients;
import dev.sallyport.application.session.RefreshTokens;
import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.application.session.Sessions;
import java.time.InstantSource;

/** Everything that the core needs from the world, each to be supplied by an adapter. */
public record Ports(
        Transactor transactor,
        Users users,
        EmailChanges emailChanges,
        AccountDeletions accountDeletions,
        PendingRegistrations registrations,
        RecoveryRequests recoveryRequests,
        PasswordResets passwordResets,
        Sessions sessions,
        KnownClients knownClients,
        RevocationFeed revocationFeed,
        AuditTrail auditTrail,
        MailOutbox mailOutbox,
        MailQueue mailQueue,
        MailTemplates mailTemplates,
        MailTransport mailTransport,
        RateLimits rateLimits,
        PasswordHasher passwordHasher,
        BreachedPasswords breachedPasswords,
        PasswordMeter passwordMeter,
        AccessTokens accessTokens,
        RefreshTokens refreshTokens,
        SecretDigests secretDigests,
        SecretGenerator secretGenerator,
        IdGenerator ids,
        InstantSource clock) {}
