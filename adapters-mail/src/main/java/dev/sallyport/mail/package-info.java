/** Puts messages into words and takes them to a mail server. */
@NullMarked
package dev.sallyport.mail;

import org.jspecify.annotations.NullMarked;
