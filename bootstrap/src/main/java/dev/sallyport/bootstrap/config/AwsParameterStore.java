package dev.sallyport.bootstrap.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * The Parameter Store of AWS Systems Manager. Region, credentials and endpoint are found as every program that uses AWS finds them: in the
 * environment, in {@code ~/.aws}, or from the role of the machine, the container or the function.
 */
final class AwsParameterStore implements ParameterStore {
    /** More are refused. */
    private static final int MOST_AT_ONCE = 10;

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST_TRY = Duration.ofSeconds(4);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private static final Parameter MISSING = new Parameter.Unavailable(
            "which is not there", "See that its name is right, and that it is in the region that this process asks.");

    private static final Set<String> OF_CREDENTIALS = Set.of(
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "UnrecognizedClientException");

    /** What nobody could be asked. */
    private static final class NotAsked extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient SdkClientException why;

        NotAsked(SdkClientException why) {
            super(why);
            this.why = why;
        }
    }

    @Override
    public Map<String, Parameter> read(Set<String> names) {
        Map<String, Parameter> answers = new HashMap<>();
        List<String> inOrder = List.copyOf(new TreeSet<>(names));
        try (SsmClient ssm = client()) {
            for (int first = 0; first < inOrder.size(); first += MOST_AT_ONCE) {
                answers.putAll(together(ssm, inOrder.subList(first, Math.min(first + MOST_AT_ONCE, inOrder.size()))));
            }
        } catch (NotAsked nobody) {
            Parameter why = unreachable(nobody.why);
            names.forEach(name -> answers.putIfAbsent(name, why));
        }
        return answers;
    }

    private static SsmClient client() throws NotAsked {
        try {
            return SsmClient.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(LONGEST_CONNECT)
                            .socketTimeout(LONGEST_TRY))
                    .overrideConfiguration(patience ->
                            patience.apiCallAttemptTimeout(LONGEST_TRY).apiCallTimeout(LONGEST_CALL))
                    .build();
        } catch (SdkClientException noRegion) {
            throw new NotAsked(noRegion);
        }
    }

    private static Map<String, Parameter> together(SsmClient ssm, List<String> names) throws NotAsked {
        try {
            return answers(ssm.getParameters(request -> request.names(names).withDecryption(true)), names);
        } catch (SsmException refused) {
            // Whoever may not read one of them is refused all.
            return names.size() == 1 || isAboutAll(refused)
                    ? ParameterStore.forAll(Set.copyOf(names), refusal(refused))
                    : eachAlone(ssm, names);
        } catch (SdkClientException unreachable) {
            throw new NotAsked(unreachable);
        }
    }

    private static Map<String, Parameter> eachAlone(SsmClient ssm, List<String> names) throws NotAsked {
        Map<String, Parameter> answers = new HashMap<>();
        for (String name : names) {
            answers.putAll(together(ssm, List.of(name)));
        }
        return answers;
    }

    private static Map<String, Parameter> answers(GetParametersResponse response, List<String> names) {
        Map<String, Parameter> answers = new HashMap<>();
        response.parameters()
                .forEach(found ->
                        answers.put(found.name() + selector(found.selector()), new Parameter.Value(found.value())));
        names.forEach(name -> answers.putIfAbsent(name, MISSING));
        return answers;
    }

    /** A version or a label, as it was asked for. */
    private static String selector(@Nullable String selector) {
        if (selector == null || selector.isEmpty()) {
            return "";
        }
        return selector.startsWith(":") ? selector : ":" + selector;
    }

    private static boolean isAboutAll(SsmException refused) {
        return OF_CREDENTIALS.contains(code(refused)) || refused.isThrottlingException() || refused.statusCode() >= 500;
    }

    private static String code(SsmException refused) {
        return Optional.ofNullable(refused.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("HTTP " + refused.statusCode());
    }

    private static Parameter refusal(SsmException refused) {
        String code = code(refused);
        if (code.equals("AccessDeniedException")) {
            return new Parameter.Unavailable(
                    "which this process may not read",
                    "Allow its role ssm:GetParameters on that parameter, and kms:Decrypt on the key that it is encrypted with.");
        }
        if (OF_CREDENTIALS.contains(code)) {
            return new Parameter.Unavailable(
                    "and AWS does not accept this process's credentials (" + code + ")",
                    "Renew them, or see that it has its role, and that this machine's clock is right.");
        }
        if (code.equals("InvalidKeyId")) {
            return new Parameter.Unavailable(
                    "whose key cannot decrypt it",
                    "See that the KMS key that it is encrypted with is there and enabled.");
        }
        return new Parameter.Unavailable(
                "and AWS answered " + code, "Try again; if it stays so, see what that means for GetParameters.");
    }

    private static Parameter unreachable(Throwable failure) {
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        if (message.startsWith("Unable to load region")) {
            return new Parameter.Unavailable(
                    "and nobody says in which region that is", "Set AWS_REGION, as in eu-central-1.");
        }
        if (message.startsWith("Unable to load credentials")) {
            return new Parameter.Unavailable(
                    "and this process has no credentials for AWS",
                    "Give it a role that may read it, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        }
        return new Parameter.Unavailable(
                "which cannot be reached (" + rootOf(failure).getClass().getSimpleName() + ")",
                "See that this process gets to AWS: from a network without a way out, by an interface endpoint for ssm; and that the"
                        + " region is right.");
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }
}
