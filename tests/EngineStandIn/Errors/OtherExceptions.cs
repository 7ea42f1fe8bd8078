namespace System.Management.Automation
{
    public class MetadataException : RuntimeException
    {
        public MetadataException() { }

        public MetadataException(string message) : base(message) { }

        public MetadataException(string message, Exception? innerException) : base(message, innerException) { }
    }

    public class ValidationMetadataException : MetadataException
    {
        public ValidationMetadataException() { }

        public ValidationMetadataException(string message) : base(message) { }

        public ValidationMetadataException(string message, Exception? innerException) : base(message, innerException) { }
    }

    public class ArgumentTransformationMetadataException : MetadataException
    {
        public ArgumentTransformationMetadataException() { }

        public ArgumentTransformationMetadataException(string message) : base(message) { }

        public ArgumentTransformationMetadataException(string message, Exception? innerException) : base(message, innerException) { }
    }

    public class ExtendedTypeSystemException(string message, Exception? innerException) : RuntimeException(message, innerException);

    public class GetValueInvocationException(string message, Exception? innerException) : ExtendedTypeSystemException(message, innerException);

    public class SetValueException(string message, Exception? innerException) : ExtendedTypeSystemException(message, innerException);

    public class WildcardPatternException(string message) : RuntimeException(message);

    public class PSInvalidOperationException : InvalidOperationException, IContainsErrorRecord
    {
        public PSInvalidOperationException() { }

        public PSInvalidOperationException(string message) : base(message) { }

        public PSInvalidOperationException(string message, Exception innerException) : base(message, innerException) { }

        public ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "InvalidOperation", ErrorCategory.InvalidOperation, null);
    }

    public class PSInvalidCastException : InvalidCastException, IContainsErrorRecord
    {
        public PSInvalidCastException() { }

        public PSInvalidCastException(string message) : base(message) { }

        public PSInvalidCastException(string message, Exception? innerException) : base(message, innerException) { }

        public ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "PSInvalidCastException", ErrorCategory.InvalidArgument, null);
    }

    public class PSNotSupportedException : NotSupportedException, IContainsErrorRecord
    {
        public PSNotSupportedException() { }

        public PSNotSupportedException(string message) : base(message) { }

        public PSNotSupportedException(string message, Exception innerException) : base(message, innerException) { }

        public ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "NotSupported", ErrorCategory.NotImplemented, null);
    }

    public class PSArgumentException : ArgumentException, IContainsErrorRecord
    {
        public PSArgumentException() { }

        public PSArgumentException(string message) : base(message) { }

        public PSArgumentException(string message, string paramName) : base(message, paramName) { }

        public PSArgumentException(string message, Exception innerException) : base(message, innerException) { }

        public override string Message => base.Message;
        public ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "Argument", ErrorCategory.InvalidArgument, null);
    }

    public class PSArgumentNullException : ArgumentNullException, IContainsErrorRecord
    {
        public PSArgumentNullException() { }

        public PSArgumentNullException(string paramName) : base(paramName) { }

        public PSArgumentNullException(string message, Exception innerException) : base(message, innerException) { }

        public PSArgumentNullException(string paramName, string message) : base(paramName, message) { }

        public override string Message => base.Message;
        public ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "ArgumentNull", ErrorCategory.InvalidArgument, null);
    }
}

namespace System.Management.Automation.Host
{
    public class HostException : RuntimeException
    {
        public HostException() : this("The host cannot do this.") { }

        public HostException(string message) : this(message, null) { }

        public HostException(string message, Exception? innerException) : base(message, innerException) =>
            Identify(typeof(HostException).FullName!, ErrorCategory.ResourceUnavailable);
    }
}
