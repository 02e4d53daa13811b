package dev.sallyport.mail;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A server's certificate that was not good enough, and why.
 *
 * @param names the host names that it is good for
 */
public record RefusedCertificate(Flaw flaw, List<String> names, Instant validFrom, Instant validUntil, String issuer) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int MOST_NAMES = 20;

    /** What is wrong with a certificate; the first that applies. */
    public enum Flaw {
        EXPIRED,
        NOT_YET_VALID,
        OTHER_NAME,
        SELF_SIGNED,
        UNTRUSTED_ISSUER
    }

    public RefusedCertificate {
        names = List.copyOf(names);
    }

    static RefusedCertificate of(X509Certificate certificate, String host, Instant now) {
        List<String> names = names(certificate);
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        return new RefusedCertificate(
                flaw(certificate, from, until, names.stream().anyMatch(name -> names(name, host)), now),
                names.stream().limit(MOST_NAMES).map(SmtpReply::oneLine).toList(),
                from,
                until,
                SmtpReply.oneLine(certificate.getIssuerX500Principal().getName()));
    }

    private static Flaw flaw(X509Certificate certificate, Instant from, Instant until, boolean namesHost, Instant now) {
        if (now.isAfter(until)) {
            return Flaw.EXPIRED;
        }
        if (now.isBefore(from)) {
            return Flaw.NOT_YET_VALID;
        }
        if (!namesHost) {
            return Flaw.OTHER_NAME;
        }
        return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
                ? Flaw.SELF_SIGNED
                : Flaw.UNTRUSTED_ISSUER;
    }

    /** The host names and IP addresses that a certificate is good for. */
    static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names =
                    Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of());
            return names.stream()
                    .filter(name ->
                            name.getFirst().equals(DNS_NAME) || name.getFirst().equals(IP_ADDRESS))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    /** The JDK has decided already; this only tells people which of its reasons it was (RFC 6125 §6.4). */
    private static boolean names(String name, String host) {
        String lowerName = name.toLowerCase(Locale.ROOT);
        String lowerHost = host.toLowerCase(Locale.ROOT);
        int firstDot = lowerHost.indexOf('.');
        return lowerName.equals(lowerHost) || (firstDot > 0 && lowerName.equals("*" + lowerHost.substring(firstDot)));
    }
}
