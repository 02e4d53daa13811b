package dev.sallyport.bootstrap.config;

/** What a look into a {@link ParameterStore} told of one parameter. */
sealed interface Parameter {
    /** It is there. The text may well be a secret, and is not printed. */
    record Value(String text) implements Parameter {
        @Override
        public String toString() {
            return "Value[redacted]";
        }
    }

    /**
     * It could not be read.
     *
     * @param why as the rest of a sentence that begins with the parameter
     * @param remedy how to mend it, as a sentence
     */
    record Unavailable(String why, String remedy) implements Parameter {}
}
