# A manifest with every form that the stand-in must read.
@{
    RootModule           = 'EngineSampleModule.dll'
    ModuleVersion        = "1.2.3"
    GUID                 = '3d8a5b4e-9c1f-4b53-8a86-0f3b6c3f7a11'
    Author               = 'It''s a sample'
    <# A comment
       of two lines. #>
    CompatiblePSEditions = 'Desktop', 'Core'
    FormatsToProcess     = @('EngineSampleModule.Format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Get-SampleThing'
        'Set-SampleThing', 'Test-SampleBinding'
        'Test-SampleSet'; 'Test-SampleRule'
        'Write-SampleStream'
        'Invoke-SampleFailure'
        'Trace-SampleOrder'
        'Wait-Sample'
        'Get-SamplePart'
    )
    AliasesToExport      = @('gst')
    VariablesToExport    = @()
    PrivateData          = @{ PSData = @{ Tags = @('sample'); Prerelease = 'alpha' }; Flag = $true; Number = 12 }
}
