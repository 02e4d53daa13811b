/** Mail servers for tests of this module and of those that are built on it. */
@NullMarked
package dev.sallyport.mail.testing;

import org.jspecify.annotations.NullMarked;
