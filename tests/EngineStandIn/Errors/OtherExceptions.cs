namespace System.Management.Automation
{
    public class MetadataException(string message, Exception? innerException) : RuntimeException(message, innerException)
    {
        public MetadataException(string message) : this(message, null) { }
    }

    public class ValidationMetadataException(string message, Exception? innerException) : MetadataException(message, innerException)
    {
        public ValidationMetadataException(string message) : this(message, null) { }
    }

    public class ArgumentTransformationMetadataException(string message, Exception? innerException) : MetadataException(message, innerException)
    {
        public ArgumentTransformationMetadataException(string message) : this(message, null) { }
    }

    public class ExtendedTypeSystemException(string message, Exception? innerException) : RuntimeException(message, innerException);

    public class MethodInvocationException(string message, Exception? innerException) : ExtendedTypeSystemException(message, innerException);

    public class GetValueInvocationException(string message, Exception? innerException) : ExtendedTypeSystemException(message, innerException);

    public class SetValueException(string message, Exception? innerException) : ExtendedTypeSystemException(message, innerException);

    public class WildcardPatternException(string message) : RuntimeException(message);

    public class PSInvalidOperationException(string message, Exception? innerException) : InvalidOperationException(message, innerException), IContainsErrorRecord
    {
        public PSInvalidOperationException(string message) : this(message, null) { }

        public ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "InvalidOperation", ErrorCategory.InvalidOperation, null);
    }

    public class PSInvalidCastException(string message, Exception? innerException) : InvalidCastException(message, innerException), IContainsErrorRecord
    {
        public PSInvalidCastException(string message) : this(message, null) { }

        public ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "PSInvalidCastException", ErrorCategory.InvalidArgument, null);
    }

    public class PSNotSupportedException(string message) : NotSupportedException(message), IContainsErrorRecord
    {
        public ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "NotSupported", ErrorCategory.NotImplemented, null);
    }

    public class PSArgumentException(string message) : ArgumentException(message), IContainsErrorRecord
    {
        public override string Message => base.Message;
        public ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "Argument", ErrorCategory.InvalidArgument, null);
    }
}

namespace System.Management.Automation.Host
{
    public class HostException : RuntimeException
    {
        public HostException(string message) : this(message, null) { }

        public HostException(string message, Exception? innerException) : base(message, innerException) =>
            Identify(typeof(HostException).FullName!, ErrorCategory.ResourceUnavailable);
    }
}
